"""Article 58: Alerts (通报预警与排查)."""
