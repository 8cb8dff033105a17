"""Article 23: Provider filing (服务机构备案)."""
