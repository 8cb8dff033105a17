"""Article 62."""
