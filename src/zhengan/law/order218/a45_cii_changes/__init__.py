"""Article 45: CII launch and change (关基上线与变更)."""
