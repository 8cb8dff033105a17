"""Article 10: Responsible persons (责任人与协调机制)."""
