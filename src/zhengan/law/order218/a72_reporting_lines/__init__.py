"""Article 72."""
