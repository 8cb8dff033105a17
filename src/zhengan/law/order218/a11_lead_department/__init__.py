"""Article 11: Lead department (牵头部门)."""
