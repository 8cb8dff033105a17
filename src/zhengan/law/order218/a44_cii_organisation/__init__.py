"""Article 44."""
