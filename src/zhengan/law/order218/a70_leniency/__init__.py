"""Article 70: Leniency (创新容错)."""
