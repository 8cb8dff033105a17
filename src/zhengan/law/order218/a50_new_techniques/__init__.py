"""Article 50: New techniques (新技术应用)."""
