"""Article 42: CII strengthened (关基强化保护)."""
