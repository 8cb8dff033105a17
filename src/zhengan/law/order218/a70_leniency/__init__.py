"""Article 70."""
