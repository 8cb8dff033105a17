"""Article 62: Measures (监管措施与处罚)."""
