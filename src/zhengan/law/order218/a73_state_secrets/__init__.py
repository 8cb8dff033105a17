"""Article 73."""
