"""Article 16: Testing (测试与联网测试)."""
