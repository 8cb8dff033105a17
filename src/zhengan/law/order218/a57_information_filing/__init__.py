"""Article 57: Truthful filing (报送真实准确完整)."""
