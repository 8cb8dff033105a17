"""Article 55: Awareness (宣传教育)."""
