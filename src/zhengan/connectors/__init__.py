"""What brings facts in from real sources: a folder each, no Django; registers and the schedule call them."""
