"""What systems can bear, what they bore, stress tests, and market swings."""
