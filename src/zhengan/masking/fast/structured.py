"""What those who hand text to the kernels must know of them, without loading them (and Numba with them)."""

PAD = 3 * 64  # zero bytes that must stand behind the text in its buffer
REACH = 1024  # no rule for structured kinds looks further than this to either side
CONTEXT = 8192  # bytes of lines before a chunk that headers of its tables may stand in (``kinds.labels.TABLE``)
SMALLEST = 6  # bytes of the shortest value, a@b.cn
