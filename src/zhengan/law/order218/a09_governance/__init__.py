"""Article 9."""
