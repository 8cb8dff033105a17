"""Article 31."""
