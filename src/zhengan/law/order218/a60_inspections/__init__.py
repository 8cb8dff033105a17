"""Article 60: Inspections (监督检查)."""
