"""Article 55."""
