"""Article 18."""
