"""CSRC Order 218, one room an article."""
