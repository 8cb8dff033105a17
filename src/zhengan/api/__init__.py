"""The interface for machines: JSON under /api/v1/, described by an OpenAPI document."""
