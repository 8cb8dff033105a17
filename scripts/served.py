"""`python scripts/served.py [--check]`: which clauses read each field of a fact, measured; src/zhengan/law/served.toml.

Every case of every room is judged while each field notes who asks for it. So the table says what the rules do, not what
somebody meant them to; a field that no case has read is not in it. With `--check` nothing is written, and 1 tells that the
table is not the one the rules give.
"""

from __future__ import annotations

import dataclasses
import sys
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhengan.facts.base import Fact
from zhengan.facts.book import FactBook
from zhengan.facts.kinds import KINDS, NAMES
from zhengan.law.cases import all_cases
from zhengan.law.engine import evaluate
from zhengan.law.loader import load_law
from zhengan.law.rule import load_rules

TABLE = Path(__file__).parent.parent / "src" / "zhengan" / "law" / "served.toml"
HEAD = "# Which clauses read each field of a fact. Measured by scripts/served.py from the cases of all rooms: never edit it.\n"
OWN = frozenset({"id", "recorded", "superseded", "recorded_by"})


class Noted:
    """A field that notes the clause being judged whenever it is read."""

    def __init__(self, inner: Any, readers: set[str], judged: list[str]):
        self.inner, self.readers, self.judged = inner, readers, judged

    def __get__(self, fact: Any, owner: Any = None) -> Any:
        self.readers.update(self.judged)
        return self if fact is None else self.inner.__get__(fact, owner)

    def __set__(self, fact: Any, value: Any) -> None:
        self.inner.__set__(fact, value)


def measured() -> dict[str, dict[str, set[str]]]:
    """Plural name of a kind → field → the clauses whose rules read it in any case."""
    cases, rules = list(all_cases()), {rule.id: rule for rule in load_rules()}
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    judged: list[str] = []
    with watching(found, judged):
        for case in cases:
            judged[:] = [rules[case.rule].clause]
            list(evaluate(FactBook(case.facts, case.as_of), [rules[case.rule]]))
            judged.clear()
    return found


@contextmanager
def watching(found: dict[str, dict[str, set[str]]], judged: list[str]) -> Iterator[None]:
    """Put a ``Noted`` in the place of every field of every kind, and take it away again."""
    places = [(kind, field.name) for kind in KINDS.values() for field in dataclasses.fields(kind) if field.name not in OWN]
    before = {(kind, name): kind.__dict__.get(name) for kind, name in places}
    inner = {(kind, name): slot(kind, name) for kind, name in places}
    for kind, name in places:
        setattr(kind, name, Noted(inner[kind, name], found[NAMES[kind]][name], judged))
    try:
        yield
    finally:
        for (kind, name), own in before.items():
            delattr(kind, name) if own is None else setattr(kind, name, own)


def slot(kind: type[Fact], name: str) -> Any:
    """What holds a field's values."""
    return next(base.__dict__[name] for base in kind.__mro__ if name in base.__dict__)


def table() -> str:
    """The file as it should be."""
    order = {duty.id: place for place, duty in enumerate(load_law().duties)}
    lines = [HEAD]
    for kind, fields in measured().items():
        told = {name: sorted(clauses, key=order.__getitem__) for name, clauses in fields.items() if clauses}
        if told:
            lines.append(f"\n[{kind}]\n")
            lines += [f"{name} = [{', '.join(f'{clause!r}' for clause in clauses)}]\n" for name, clauses in told.items()]
    return "".join(lines).replace("'", '"')


def main() -> int:
    """Write the table, or (``--check``) say whether it is right."""
    made = table()
    if "--check" in sys.argv[1:]:
        return int(not TABLE.exists() or TABLE.read_text("utf-8") != made)
    TABLE.write_text(made, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
