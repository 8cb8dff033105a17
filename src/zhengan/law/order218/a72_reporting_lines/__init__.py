"""Article 72: Reporting lines (报告对象)."""
