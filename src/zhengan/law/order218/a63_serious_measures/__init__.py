"""Article 63."""
