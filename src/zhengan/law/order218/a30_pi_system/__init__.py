"""Article 30."""
