"""Article 67."""
