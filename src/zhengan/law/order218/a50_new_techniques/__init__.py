"""Article 50."""
