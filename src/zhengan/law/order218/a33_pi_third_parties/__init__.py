"""Article 33."""
