"""Article 40."""
