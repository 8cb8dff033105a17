"""People, institutions, and the one place that answers whether a person may see or change something."""
