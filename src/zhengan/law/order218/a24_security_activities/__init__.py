"""Article 24."""
