"""Article 41."""
