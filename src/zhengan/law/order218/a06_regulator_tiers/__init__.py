"""Article 6: Tiers of supervision (监管体制)."""
