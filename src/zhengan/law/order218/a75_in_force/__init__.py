"""Article 75."""
