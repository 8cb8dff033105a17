"""What a process holds of stored assessments, so that pages need not read and weigh ten thousand findings each time.

What an assessment found never changes, so nothing here is ever out of date. Two assessments share the findings they
have in common: after a record, only what it changed is read.
"""

from __future__ import annotations

import functools
from bisect import insort
from collections import OrderedDict, defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeVar, cast
from weakref import WeakValueDictionary

from django.db.models import QuerySet

from zhengan.assess import store
from zhengan.assess.models import StoredFinding
from zhengan.assess.payload import Shown, shown
from zhengan.assess.summary import by_clause
from zhengan.kit.verdict import Verdict
from zhengan.law.compare import Comparison, compare

K, V = TypeVar("K"), TypeVar("V")
OPEN = (Verdict.NOT_MET, Verdict.UNKNOWN)
SILENCE = "静默"  # the word by which rules say that a source gives no more readings
HELD = 6  # assessments: today's and last week's, of a few institutions
LATELY = 2048  # findings
LATELY_ASKED = 32  # articles
Key = tuple[int, date, datetime, int]
"""Institution, day, known at, and the assessment's own number."""
Mark = tuple[int, str, str, str]
"""A finding's row, the digest of what it says, its rule and its subject."""


class Whole:
    """All findings of an assessment, in the order of the law, and what pages ask of them."""

    def __init__(self, findings: tuple[Shown, ...]):
        self.findings = findings

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The worst verdict of each clause."""
        return by_clause(self.findings)

    @cached_property
    def by_verdict(self) -> Mapping[Verdict, Sequence[Shown]]:
        """The findings of each verdict there is."""
        several: dict[Verdict, list[Shown]] = defaultdict(list)
        for one in self.findings:
            several[one.verdict].append(one)
        return dict(several)

    @cached_property
    def rules(self) -> frozenset[str]:
        """The rules that found something."""
        return frozenset(one.rule for one in self.findings)

    @cached_property
    def dated(self) -> Sequence[Shown]:
        """The findings with a day by which something is due, the earliest first."""
        dated = (one for one in self.findings if one.due is not None)
        return sorted(dated, key=lambda one: (one.due, one.clause, one.subject))

    @cached_property
    def silent(self) -> Sequence[Shown]:
        """What is not met or unknown because a source fell silent."""
        return [one for one in self.findings if one.verdict in OPEN and SILENCE in one.says.text]

    @cached_property
    def _by_article(self) -> Mapping[int, Sequence[int]]:
        return _places(int(one.clause.split(".")[0]) for one in self.findings)

    @cached_property
    def _by_subject(self) -> Mapping[str, Sequence[int]]:
        return _places(one.subject for one in self.findings)

    def of_article(self, article: int) -> tuple[Shown, ...]:
        """The findings of one article."""
        return tuple(self.findings[place] for place in self._by_article.get(article, ()))

    def about(self, subjects: Iterable[str]) -> tuple[Shown, ...]:
        """The findings about subjects so named, of whatever kind they are."""
        places = (place for subject in subjects for place in self._by_subject.get(subject, ()))
        return tuple(self.findings[place] for place in sorted(places))


_wholes: OrderedDict[Key, Whole] = OrderedDict()
_then: OrderedDict[Any, Any] = OrderedDict()
_read: WeakValueDictionary[Mark, Shown] = WeakValueDictionary()
_lately: deque[Shown] = deque(maxlen=LATELY)  # what keeps findings of no whole assessment in ``_read`` for a while


def whole(key: Key) -> Whole:
    """All that a stored assessment found, read where it is not held."""
    found = peek(key)
    if found is None:
        found = _wholes[key] = Whole(_read_whole(key))
        while len(_wholes) > HELD:
            _wholes.popitem(last=False)
    return found


def peek(key: Key) -> Whole | None:
    """All that a stored assessment found, if this process holds it."""
    found = _wholes.get(key)
    if found is not None:
        _wholes.move_to_end(key)
    return found


def then(key: Any, judged: Callable[[], V]) -> V:
    """What was known at an instant gone by, judged where it is not held."""
    found = _then.pop(key, None)
    if found is None:
        found = judged()
    _then[key] = found  # the last one asked stands last
    while len(_then) > HELD:
        _then.popitem(last=False)
    return cast(V, found)


def of_article(key: Key, article: int) -> tuple[Shown, ...]:
    """The findings of one article: from what is held, else these alone are read."""
    held = peek(key)
    if held is not None:
        return held.of_article(article)
    return _of_article(key, article)


def about(key: Key, subjects: Collection[str]) -> tuple[Shown, ...]:
    """The findings about subjects so named: from what is held, else these alone are read."""
    held = peek(key)
    if held is not None:
        return held.about(subjects)
    return _gathered(store.standing_about(*key[:3], subjects))


@functools.lru_cache(maxsize=HELD)
def between(before: Key, after: Key) -> Comparison[Shown]:
    """What the later of two assessments finds otherwise."""
    return compare(whole(before).findings, whole(after).findings)


def forget() -> None:
    """Let go of everything: for tests, which change databases."""
    _wholes.clear()
    _then.clear()
    _read.clear()
    _lately.clear()
    _of_article.cache_clear()
    between.cache_clear()


@functools.lru_cache(maxsize=LATELY_ASKED)
def _of_article(key: Key, article: int) -> tuple[Shown, ...]:
    return _gathered(store.standing_of(*key[:3], article))


def _read_whole(key: Key) -> tuple[Shown, ...]:
    """All that an assessment found: what the latest one held of the day before it did, and what changed since; or all anew."""
    institution, day, known_at, _ = key
    earlier = max((one for one in list(_wholes) if one[:2] == (institution, day) and one[2] < known_at), default=None)
    before = _wholes.get(earlier) if earlier else None
    if earlier is None or before is None:
        return _gathered(store.standing_at(institution, day, known_at))
    since = earlier[2]
    begun = _gathered(store.begun_between(institution, day, since, known_at))
    gone = set(store.ended_between(institution, day, since, known_at).values_list("rule", "subject"))
    gone.update((one.rule, one.subject) for one in begun)
    if not gone:
        return before.findings
    found = [one for one in before.findings if (one.rule, one.subject) not in gone]
    for one in begun:
        insort(found, one, key=_place)
    return tuple(found)


def _gathered(rows: QuerySet[StoredFinding]) -> tuple[Shown, ...]:
    """What rows say, in the order of the law; only of those that this process does not hold is more than a mark read."""
    marks: list[Mark] = list(rows.values_list("pk", "digest", "rule", "subject"))
    known = {mark: held for mark in marks if (held := _read.get(mark)) is not None}
    if len(known) < len(marks):
        missing = [mark[0] for mark in marks if mark not in known]
        known.update(((row.pk, row.digest, row.rule, row.subject), _shown(row)) for row in store.numbered(missing))
    return tuple(sorted((known[mark] for mark in marks), key=_place))


def _place(one: Shown) -> tuple[int, str, str, str]:
    """Where a finding stands in the order of the law. Here and not in the database, whose languages sort otherwise."""
    return int(one.clause.partition(".")[0]), one.clause, one.rule, one.subject


def _shown(row: StoredFinding) -> Shown:
    """What a row says; said lately, it is not made again: a system's page has a hundred."""
    mark = (row.pk, row.digest, row.rule, row.subject)
    found = _read.get(mark)
    if found is None:
        found = _read[mark] = shown(row.clause, row.rule, row.subject, row.verdict, row.payload, row.digest, row.pk)
        _lately.append(found)
    return found


def _places(keys: Iterable[K]) -> Mapping[K, Sequence[int]]:
    places: dict[K, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        places[key].append(place)
    return places
