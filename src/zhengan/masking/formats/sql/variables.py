"""Variables of MySQL whose names say nothing: ``SET @v := '88012345'; UPDATE t SET zjzh = @v``.

What one holds is known only where it is used, behind the place where its value stands. What is learned of one so is known from
the beginning when the dump is read once more.
"""

from __future__ import annotations

from collections.abc import Callable

MOST, VALUES, WIDEST = 10_000, 20, 1000
"""Of so many variables so many values are remembered, no longer ones than that."""
Owner = tuple[list[str], str]
"""A table and its column."""
Value = tuple[bytes, int, int]
"""What is said, how it is spelt, and in which line."""


class Variables:
    """What variables were set to, and which columns they became."""

    def __init__(self, learned: dict[str, Owner], tell: Callable[[int, Value], None]):
        self.learned, self.tell = learned, tell
        self.becoming: dict[str, tuple[int, Owner]] = {}
        self.values: dict[str, list[Value]] = {}
        self.links: dict[str, set[str]] = {}
        """Of a variable the others of which it takes its value."""
        self.many = False
        """Whether there are more than can be remembered."""

    def used(self, name: str, group: int, owner: Owner) -> None:
        """The value of a variable is that of a column."""
        if name in self.learned or name in self.becoming:
            return
        if len(self.becoming) < MOST:
            self.becoming[name] = group, owner
        for value in self.values.get(name, []):
            self.tell(group, value)
        for other in self.links.get(name, set()):
            self.used(other, group, owner)

    def taken(self, name: str, by: str) -> None:
        """A variable's value is another's."""
        if by in self.becoming:
            self.used(name, *self.becoming[by])
        elif by in self.links or len(self.links) < MOST:
            held = self.links.setdefault(by, set())
            held |= {name} if len(held) < VALUES else set()

    def set(self, name: str, value: Value) -> None:
        """A variable is set to what stands in a line."""
        if name in self.becoming:
            self.tell(self.becoming[name][0], value)
        held = self.values.get(name)
        if held is None and len(self.values) >= MOST:
            self.many = True
        elif held is None:
            self.values[name] = [value]
        elif len(held) < VALUES:
            held.append(value)

    def more(self) -> dict[str, Owner]:
        """What is learned of variables that values were written for before it was known."""
        return {name: owner for name, (_, owner) in self.becoming.items() if self.many or name in self.values}
