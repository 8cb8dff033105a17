"""The page of a system: who it is, and everything tied to it, a tab each. Shows what is recorded and found."""
