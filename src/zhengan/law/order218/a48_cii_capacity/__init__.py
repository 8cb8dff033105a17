"""Article 48: CII monitoring, capacity (关基监测与容量)."""
