"""Article 74."""
