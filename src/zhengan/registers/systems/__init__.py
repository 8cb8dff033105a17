"""Information systems, the links they trade over, and their protection grade."""
