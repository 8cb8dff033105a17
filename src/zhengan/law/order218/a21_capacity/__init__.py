"""Article 21."""
