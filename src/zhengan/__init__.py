"""Zhengan 证安: CSRC Order 218 run as software."""

__version__ = "0.1.0"
