"""Article 34: Outside the boundary (边界外脱敏加密)."""
