"""Article 12."""
