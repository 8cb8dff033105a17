"""Article 34."""
