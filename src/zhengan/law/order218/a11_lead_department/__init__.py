"""Article 11."""
