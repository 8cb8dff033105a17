"""Article 63: Serious breaches (严重违规与未备案)."""
