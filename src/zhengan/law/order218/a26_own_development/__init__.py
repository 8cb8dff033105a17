"""Article 26: Own development (自主研发与信创)."""
