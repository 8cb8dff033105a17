"""Article 35: Biometrics (生物特征认证)."""
