"""Keeping findings as intervals, so that storage grows with change and not with runs.

A row says: from day ``valid_from`` until ``valid_to`` this was the answer, as known from ``known_from`` until
``known_to``. It speaks only of the days inside that were assessed; the others are merely covered. So when a day
gets an answer of its own, the row that covered it is cut around that day, and the middle piece is kept (closed in
knowledge) only where the day had been assessed before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.db.models import Q

from zhengan.accounts.models import Institution
from zhengan.assess.judging import Answer
from zhengan.assess.models import Assessment, StoredFinding


def put(
    institution: Institution,
    day: date,
    now: datetime,
    answers: Iterable[Answer],
    rules: Collection[str] | None = None,
) -> bool:
    """Store the answers of ``rules`` (None: all) for ``day`` as known from ``now``; call inside a transaction.

    Returns whether anything changed; an unchanged answer writes nothing.
    """
    standing = {(row.rule, row.subject): row for row in covering(institution, day, rules)}
    first_time = not Assessment.objects.filter(institution=institution, day=day).exists()
    following = _next_assessed(institution, day)
    added: list[StoredFinding] = []
    for answer in answers:
        row = standing.pop(answer.key, None)
        if row is not None and row.digest == answer.digest:
            continue
        if row is not None:
            added.extend(_cut(row, day, following, now, keep=not first_time))
        added.append(_row(institution, answer, day, following, now))
    for row in standing.values():  # asked again, and no longer answered: the subject is gone
        added.extend(_cut(row, day, following, now, keep=not first_time))
    StoredFinding.objects.bulk_create(added, batch_size=500)
    return bool(added) or bool(standing)


def covering(institution: Institution, day: date, rules: Collection[str] | None = None) -> list[StoredFinding]:
    """The rows that cover a day by what is known now."""
    rows = StoredFinding.objects.filter(covers(day), institution=institution, known_to=None)
    return list(rows if rules is None else rows.filter(rule__in=rules))


def standing_at(institution: Institution, day: date, known_at: datetime) -> list[StoredFinding]:
    """The rows that answered for an assessed day at an instant of knowledge, by article, rule and subject."""
    still = Q(known_to=None) | Q(known_to__gt=known_at)
    rows = StoredFinding.objects.filter(covers(day), still, institution=institution, known_from__lte=known_at)
    return list(rows.order_by("article", "clause", "rule", "subject", "pk"))


def covers(day: date) -> Q:
    """Rows whose days include this one."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def _next_assessed(institution: Institution, day: date) -> date | None:
    later = Assessment.objects.filter(institution=institution, day__gt=day)
    return later.order_by("day").values_list("day", flat=True).first()


def _cut(row: StoredFinding, day: date, following: date | None, now: datetime, keep: bool) -> list[StoredFinding]:
    """Take ``[day, following)`` out of a row: shorten or end it in place, return the pieces to add."""
    pieces: list[StoredFinding] = []
    if following is not None and (row.valid_to is None or following < row.valid_to):
        pieces.append(_copy(row, following, row.valid_to))
    end = min((limit for limit in (row.valid_to, following) if limit is not None), default=None)
    if row.valid_from == day:  # rows begin on assessed days only, so this one did answer for the day
        StoredFinding.objects.filter(pk=row.pk).update(valid_to=end, known_to=now)
        return pieces
    if keep:
        pieces.append(_copy(row, day, end, known_to=now))
    StoredFinding.objects.filter(pk=row.pk).update(valid_to=day)
    return pieces


def _copy(row: StoredFinding, start: date, end: date | None, known_to: datetime | None = None) -> StoredFinding:
    same = ("institution_id", "article", "clause", "rule", "subject", "verdict", "payload", "digest", "known_from")
    return StoredFinding(
        **{name: getattr(row, name) for name in same}, valid_from=start, valid_to=end, known_to=known_to
    )


def _row(institution: Institution, answer: Answer, day: date, end: date | None, now: datetime) -> StoredFinding:
    return StoredFinding(
        institution=institution, article=answer.article, clause=answer.clause, rule=answer.rule, subject=answer.subject,
        verdict=answer.verdict, payload=answer.payload, digest=answer.digest,
        valid_from=day, valid_to=end, known_from=now,
    )  # fmt: skip
