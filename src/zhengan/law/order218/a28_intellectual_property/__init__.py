"""Article 28."""
