"""Article 44: CII organisation (关基机构与人员)."""
