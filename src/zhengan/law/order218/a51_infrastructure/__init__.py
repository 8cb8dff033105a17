"""Article 51."""
