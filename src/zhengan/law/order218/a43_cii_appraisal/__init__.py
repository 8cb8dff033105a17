"""Article 43: CII appraisal (关基责任考核)."""
