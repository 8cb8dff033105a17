"""The names an institution knows, found exactly: what a dictionary cannot guess (佘一行, 安全) a list of customers can."""

from __future__ import annotations

from collections.abc import Iterable

from zhengan.masking.spans import Found


def alnum(byte: bytes) -> bool:
    """One ASCII letter or digit."""
    return byte.isascii() and byte.isalnum()


class NameList:
    """An immutable set of names; ``find`` gives each place where one stands, the longest at each place, left to right.

    A name in Latin letters counts only where no letter or digit stands beside it. Names of one character, or of two
    letters, are left out: a list that holds 王 would mask every 王.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = frozenset(name.strip() for name in names if len(name.strip()) > 1 and len(name.strip().encode()) > 2)
        self.encoded = frozenset(name.encode() for name in self.names)
        lengths: dict[bytes, set[int]] = {}
        for name in self.encoded:
            lengths.setdefault(name[:3], set()).add(len(name))
        self.lengths = {head: tuple(sorted(sizes, reverse=True)) for head, sizes in lengths.items()}

    def __len__(self) -> int:
        return len(self.names)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def find(self, data: bytes) -> list[Found]:
        """Every name of the list in UTF-8 text, by start, none over another."""
        found: list[Found] = []
        k = 0
        while k < len(data) - 2:
            sizes = self.lengths.get(data[k : k + 3], ())
            here = (data[k : k + size] for size in sizes)
            name = next((n for n in here if n in self.encoded and self.free(data, k, n)), b"")
            if name:
                found.append(Found(k, k + len(name), "name", "客户名单"))
            k += len(name) or 1
        return found

    @staticmethod
    def free(data: bytes, k: int, name: bytes) -> bool:
        """Whether no letter or digit stands beside a name's own."""
        before, behind = data[k - 1 : k] if k else b"", data[k + len(name) : k + len(name) + 1]
        return not (alnum(name[:1]) and alnum(before)) and not (alnum(name[-1:]) and alnum(behind))
