"""Article 2: Scope (适用范围)."""
