"""What all registers share: declaring one, reading cells, importing, exporting, and rows as facts."""
