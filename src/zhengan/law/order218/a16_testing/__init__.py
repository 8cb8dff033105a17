"""Article 16."""
