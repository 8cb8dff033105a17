"""Article 73: State secrets (国家秘密)."""
