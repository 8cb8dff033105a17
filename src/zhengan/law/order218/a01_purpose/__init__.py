"""Article 1."""
