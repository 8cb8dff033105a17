"""Article 41: Informing investors (通知投资者)."""
