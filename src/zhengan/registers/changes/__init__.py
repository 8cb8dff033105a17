"""Changes of systems: launches, changes and removals, and what stood before each."""
