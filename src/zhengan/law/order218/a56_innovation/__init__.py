"""Article 56: Association's guidance (协会引导创新)."""
