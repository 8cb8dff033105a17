"""Article 19: Protective measures (安全防护措施)."""
