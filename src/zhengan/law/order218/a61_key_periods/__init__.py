"""Article 61."""
