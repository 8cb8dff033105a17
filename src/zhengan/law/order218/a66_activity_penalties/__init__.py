"""Article 66."""
