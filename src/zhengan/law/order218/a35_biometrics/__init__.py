"""Article 35."""
