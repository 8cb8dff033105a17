"""Article 14."""
