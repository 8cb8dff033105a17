"""Article 3."""
