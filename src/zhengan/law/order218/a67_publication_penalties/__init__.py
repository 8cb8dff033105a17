"""Article 67: Publication penalties (违法信息处罚)."""
