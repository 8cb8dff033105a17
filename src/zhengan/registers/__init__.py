"""What an institution records: one app per register. ``catalogue`` lists them all; ``services`` is the way in."""
