"""Files of every kind, streamed: read, mask, write the same kind back, untouched bytes identical."""
