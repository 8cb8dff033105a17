"""Article 17."""
