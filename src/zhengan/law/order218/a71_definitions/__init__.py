"""Article 71."""
