"""Article 47: CII procurement (关基采购审查)."""
