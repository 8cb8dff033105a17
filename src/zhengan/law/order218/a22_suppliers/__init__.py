"""Article 22: Suppliers (供应商管理)."""
