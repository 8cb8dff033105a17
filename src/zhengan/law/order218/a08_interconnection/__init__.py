"""Article 8: Interconnection rules (互联技术规则)."""
