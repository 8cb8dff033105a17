"""Article 27."""
