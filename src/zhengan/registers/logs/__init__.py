"""Monitoring sources and what arrived from them, anomalies and reviews; logs and what is kept of them."""
