"""Article 5."""
