"""Article 19."""
