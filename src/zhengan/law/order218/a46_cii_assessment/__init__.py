"""Article 46."""
