"""Article 20."""
