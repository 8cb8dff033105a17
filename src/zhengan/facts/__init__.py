"""The vocabulary of what can be known about an institution: frozen facts, and the book that holds them."""
