"""Article 51: Industry infrastructure (行业基础设施)."""
