"""Article 43."""
