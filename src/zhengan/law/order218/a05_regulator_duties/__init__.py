"""Article 5: Duties of CSRC (证监会监管职责)."""
