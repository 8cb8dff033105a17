"""Article 47."""
