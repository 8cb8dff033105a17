"""What stands in the place of a value: keep, redact, hash, fpe, fake, generalise, drop.

``catalogue`` names them and gives each kind its default. Each works on a column (``Operator.column``: a pyarrow array of
strings in, one of the same type out) or a value (``Operator.value``). ``Fpe.revealing`` leads back, with the key.
"""
