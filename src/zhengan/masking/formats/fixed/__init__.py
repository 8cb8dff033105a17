"""Text files of records of fixed width, with nothing between their fields."""
