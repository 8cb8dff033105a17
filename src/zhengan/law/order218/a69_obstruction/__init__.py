"""Article 69."""
