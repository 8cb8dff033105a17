"""Article 15."""
