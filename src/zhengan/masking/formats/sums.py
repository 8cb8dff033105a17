"""Digests of what a run reads and of what it writes, each in a thread of its own: masking need not wait for either."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from zhengan.masking.digests import DEFAULT, Digest


class TwoSums:
    """The digests of two texts that come in parts of any length."""

    def __init__(self, name: str = DEFAULT) -> None:
        self.sums = Digest(name), Digest(name)
        self.pools = ThreadPoolExecutor(1), ThreadPoolExecutor(1)

    def add(self, one: Any, other: Any) -> list[Future[None]]:
        """Counts a part of each in; the parts must stay as they are until what is returned is done."""
        return [pool.submit(digest.update, part)
                for pool, digest, part in zip(self.pools, self.sums, (one, other), strict=True)]  # fmt: skip

    def values(self) -> tuple[str, str]:
        """Both, when all parts are counted in."""
        for pool in self.pools:
            pool.shutdown()
        return self.sums[0].value, self.sums[1].value
