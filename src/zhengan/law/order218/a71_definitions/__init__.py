"""Article 71: Definitions (用语含义)."""
