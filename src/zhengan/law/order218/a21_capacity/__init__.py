"""Article 21: Stress tests and capacity (压力测试与容量)."""
