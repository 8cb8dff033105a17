"""CSV (RFC 4180): where the table begins, its fields by kernels, and the files."""
