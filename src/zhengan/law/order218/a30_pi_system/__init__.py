"""Article 30: Protection system (个人信息保护体系)."""
