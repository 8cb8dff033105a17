"""Article 46: CII yearly assessment (关基年度检测评估)."""
