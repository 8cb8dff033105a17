"""Article 52."""
