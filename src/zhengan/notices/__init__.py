"""What people are told without asking: new breaches, things due, silent sources, verdicts cleared; on pages and by mail."""
