"""Article 7: Self-regulation (自律管理)."""
