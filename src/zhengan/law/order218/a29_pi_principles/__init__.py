"""Article 29."""
