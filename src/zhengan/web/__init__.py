"""The pages. They show what is stored and compute nothing."""
