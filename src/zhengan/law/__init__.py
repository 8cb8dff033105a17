"""The law as a library: 75 rooms of text, duties, limits, rules and cases, and the engine that judges."""
