"""Article 48."""
