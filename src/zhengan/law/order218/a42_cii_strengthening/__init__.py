"""Article 42."""
