"""Article 26."""
