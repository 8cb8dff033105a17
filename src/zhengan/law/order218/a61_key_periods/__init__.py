"""Article 61: Key periods (重要时期保障)."""
