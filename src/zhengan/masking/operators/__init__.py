"""What stands in the place of a value: keep, redact, hash, fpe, fake, generalise, drop."""
