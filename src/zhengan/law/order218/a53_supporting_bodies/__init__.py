"""Article 53."""
