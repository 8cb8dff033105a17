"""A relay for outgoing mail that masks what it forwards and holds what it cannot judge (Art. 34.2)."""
