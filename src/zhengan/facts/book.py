"""The fact book: one institution as of one moment, each kind of fact indexed once and only when asked for."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any, TypeVar, cast

from zhengan.facts.base import Fact, Term
from zhengan.facts.institution import Institution
from zhengan.facts.systems import Link, System
from zhengan.kit.asof import AsOf
from zhengan.kit.problem import Problem

F = TypeVar("F", bound=Fact)
T = TypeVar("T", bound=Term)


class FactBook:
    """What was true before ``as_of.until``, as known at ``as_of.known_at``. Lists come in order of time.

    ``facts`` is any iterable of facts, or a mapping from kind to its facts (the cheaper form for many).
    """

    def __init__(self, facts: Iterable[Fact] | Mapping[type[Fact], Iterable[Fact]], as_of: AsOf):
        self.as_of = as_of
        self._raw: dict[type[Fact], list[Fact]] = defaultdict(list)
        if isinstance(facts, Mapping):
            for kind, items in facts.items():
                self._raw[kind] = list(items)
        else:
            for fact in facts:
                self._raw[type(fact)].append(fact)
        self._seen: dict[type[Fact], list[Fact]] = {}
        self._grouped: dict[type[Fact], dict[Any, list[Fact]]] = {}
        self._by_id: dict[type[Fact], dict[str, Fact]] = {}

    @property
    def institution(self) -> Institution:
        """The institution as it stood; raises Problem where the book has none."""
        versions = self.standing(Institution)
        if not versions:
            raise Problem("没有登记机构", "判定以机构的类别为前提", "请先登记机构及其类别", code="no-institution")
        return versions[-1]

    def all(self, kind: type[F]) -> list[F]:
        """Every fact of a kind that was true and known, by time."""
        if kind not in self._seen:
            self._seen[kind] = self._view(self._raw.get(kind, []), kind)
        return cast(list[F], self._seen[kind])

    def of(self, kind: type[F], key: object) -> list[F]:
        """The facts of a kind about one subject (its ``key``), by time."""
        if kind not in self._grouped:
            groups: dict[Any, list[Fact]] = defaultdict(list)
            name = kind.subject
            if name is None:
                groups[None] = cast(list[Fact], self.all(kind))
            else:
                subject_of = attrgetter(name)
                for fact in self.all(kind):
                    groups[subject_of(fact)].append(fact)
            self._grouped[kind] = groups
        return cast(list[F], self._grouped[kind].get(key, []))

    def between(self, kind: type[F], key: object, start: datetime | date, end: datetime | date | None = None) -> list[F]:
        """The point facts about a subject from ``start`` (included) to ``end`` (excluded; None: as_of)."""
        facts = self.of(kind, key)
        moment = attrgetter(kind.moment or "since")
        first = bisect_left(facts, start, key=moment)
        last = len(facts) if end is None else bisect_left(facts, end, lo=first, key=moment)
        return facts[first:last]

    def last(self, kind: type[F], key: object = None) -> F | None:
        """The latest fact about a subject, or None."""
        facts = self.of(kind, key)
        return facts[-1] if facts else None

    def standing(self, kind: type[T], key: object = None, on: date | None = None) -> list[T]:
        """The terms that hold on a day (default: the day asked), all of them or those about one subject."""
        day = on or self.as_of.valid_on
        terms = self.all(kind) if key is None else self.of(kind, key)
        return [term for term in terms if term.holds_on(day)]

    def by_id(self, kind: type[F], id: str) -> F | None:
        """The latest fact of a kind with this id."""
        if kind not in self._by_id:
            self._by_id[kind] = {fact.id: fact for fact in self.all(kind)}
        return cast(F | None, self._by_id[kind].get(id))

    def planned(self, kind: type[F], id: str) -> F | None:
        """The fact with this id as known, even where it lies ahead of ``as_of``: a change still to come."""
        known = (fact for fact in self._raw.get(kind, []) if self.as_of.sees(fact.recorded, fact.superseded))
        return cast(F | None, next((fact for fact in known if fact.id == id), None))

    def ahead(self, kind: type[F]) -> list[F]:
        """The facts of a kind as known that begin after ``as_of``: systems that had not gone live."""
        known = (fact for fact in self._raw.get(kind, []) if self.as_of.sees(fact.recorded, fact.superseded))
        return cast(list[F], [fact for fact in known if fact.happened >= self.as_of.until])

    def system(self, id: str) -> System | None:
        """The system with this id, running or not."""
        return self.by_id(System, id)

    def markets_of_link(self, link: Link) -> tuple[str, ...] | None:
        """The markets served by the systems a link carries, or had carried; None where any of them states none."""
        found: set[str] = set()
        for id in link.systems:
            system = self.system(id)
            if system is None and self.planned(System, id):
                continue  # it will carry it once that is live
            if system is None or system.markets is None:
                return None
            found.update(system.markets)
        return tuple(sorted(found))

    def _view(self, facts: list[Fact], kind: type[Fact]) -> list[Fact]:
        known, until = self.as_of.known_at, self.as_of.until
        if known is None:
            seen = [fact for fact in facts if fact.superseded is None]
        else:
            seen = [f for f in facts if f.recorded <= known and (f.superseded is None or f.superseded > known)]
        moment = attrgetter(kind.moment or "since")
        if seen and isinstance(moment(seen[0]), datetime):
            seen = [fact for fact in seen if moment(fact) < until]
        else:
            last_day = (until - timedelta(microseconds=1)).date()
            seen = [fact for fact in seen if moment(fact) <= last_day]
        seen.sort(key=moment)
        return seen
