"""Article 14: MLPS (等级保护)."""
