"""Article 64: Cybersecurity penalties (网络安全法处罚)."""
