"""Article 2."""
