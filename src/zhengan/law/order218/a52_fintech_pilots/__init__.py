"""Article 52: Fintech pilots (金融科技创新机制)."""
