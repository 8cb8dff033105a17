"""Article 59."""
