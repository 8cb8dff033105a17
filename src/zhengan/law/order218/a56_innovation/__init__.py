"""Article 56."""
