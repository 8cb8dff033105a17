"""Suppliers, their contracts, and urging them to file."""
