"""Article 23."""
