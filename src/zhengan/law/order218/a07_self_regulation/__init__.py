"""Article 7."""
