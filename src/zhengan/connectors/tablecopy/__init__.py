"""A table of a live database copied masked: read by a cursor of the server, batch by batch, into a table that is new."""
