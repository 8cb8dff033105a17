"""Article 32: Lifecycle safeguards (全流程合规安全)."""
