"""Article 68."""
