"""Article 75: In force (施行日期)."""
