"""Article 64."""
