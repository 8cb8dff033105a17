"""Article 8."""
