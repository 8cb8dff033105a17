"""Article 57."""
