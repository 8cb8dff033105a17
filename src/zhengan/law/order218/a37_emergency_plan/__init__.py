"""Article 37."""
