"""Article 33: Third parties (向第三方提供)."""
