"""How anything is kept: rows that are never edited, each with who recorded it and when it was known."""
