"""Article 58."""
