"""Article 38."""
