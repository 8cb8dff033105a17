"""Article 10."""
