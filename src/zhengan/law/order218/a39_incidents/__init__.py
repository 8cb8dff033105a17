"""Article 39."""
