"""Article 36."""
