"""What was reported to the regulator, and the figures in it."""
