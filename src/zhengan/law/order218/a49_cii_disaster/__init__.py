"""Article 49."""
