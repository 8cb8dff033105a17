"""Article 74: Application by reference (参照适用)."""
