"""Article 3: Principles (防护体系与原则)."""
