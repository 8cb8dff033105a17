"""Article 9: Governance (治理与制度体系)."""
