"""JSON: lines of it (NDJSON), and texts of it in columns of tables."""
