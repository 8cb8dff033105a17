"""Article 53: Supporting bodies (监管支撑单位)."""
