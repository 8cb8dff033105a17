"""SHA-256 of what a run reads and of what it writes, each in a thread of its own: masking need not wait for either."""

from __future__ import annotations

import hashlib
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any


class TwoSums:
    """The sums of two texts that come in parts of any length."""

    def __init__(self) -> None:
        self.sums = hashlib.sha256(), hashlib.sha256()
        self.pools = ThreadPoolExecutor(1), ThreadPoolExecutor(1)

    def add(self, one: Any, other: Any) -> list[Future[None]]:
        """Counts a part of each in; the parts must stay as they are until what is returned is done."""
        return [pool.submit(digest.update, part)
                for pool, digest, part in zip(self.pools, self.sums, (one, other), strict=True)]  # fmt: skip

    def values(self) -> tuple[str, str]:
        """Both sums in figures, when all parts are counted in."""
        for pool in self.pools:
            pool.shutdown()
        return self.sums[0].hexdigest(), self.sums[1].hexdigest()
