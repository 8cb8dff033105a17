"""Article 65."""
