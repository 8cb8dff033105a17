"""Article 22."""
