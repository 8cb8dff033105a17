"""Django's SQLite, with files that their owner alone can read."""
