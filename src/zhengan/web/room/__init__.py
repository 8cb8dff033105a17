"""The incident room: one incident on one page, what is due when, what was done, and the texts that are sent."""
