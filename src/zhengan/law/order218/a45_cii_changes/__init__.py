"""Article 45."""
