"""Article 39: Incidents (事件处置与报告)."""
