"""Article 4: Own responsibility (主体责任)."""
