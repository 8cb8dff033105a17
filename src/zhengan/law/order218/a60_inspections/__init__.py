"""Article 60."""
