"""Article 54: Talent (人才培养)."""
