"""Article 13."""
