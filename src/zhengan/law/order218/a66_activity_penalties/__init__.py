"""Article 66: Activity penalties (违规检测发布处罚)."""
