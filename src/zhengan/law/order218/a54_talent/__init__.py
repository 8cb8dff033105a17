"""Article 54."""
