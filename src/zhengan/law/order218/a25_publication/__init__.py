"""Article 25."""
