"""Keeping findings as intervals, so that storage grows with change and not with runs.

A row says: from day ``valid_from`` until ``valid_to`` this was the answer, as known from ``known_from`` until
``known_to``. It speaks only of the days inside that were assessed; the others are merely covered. So when a day
gets an answer of its own, the row that covered it is cut around that day, and the middle piece is kept (closed in
knowledge) only where the day had been assessed before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connections, router
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from zhengan.accounts.models import Institution
from zhengan.assess.judging import Answer
from zhengan.assess.models import Assessment, StoredFinding

MANY = 5000  # identifiers in one statement


Asked = Mapping[str, Collection[str] | None]
"""Rules asked again, each with the subjects it was asked about (None: all)."""


def put(
    institution: Institution, day: date, now: datetime, answers: Iterable[Answer], asked: Asked | None = None
) -> bool:
    """Store the answers to what was ``asked`` (None: everything) for ``day`` as known from ``now``.

    Call inside a transaction. Returns whether anything changed; an unchanged answer writes nothing.
    """
    standing = _standing(institution, day, asked)
    days = _assessed_from(institution, day)
    first_time = day not in days
    following = min((later for later in days if later > day), default=None)
    gone: list[int] = []
    added: list[StoredFinding] = []
    for answer in answers:
        pk, digest = standing.pop(answer.key, (None, ""))
        if pk is not None and digest == answer.digest:
            continue
        if pk is not None:
            gone.append(pk)
        added.append(_row(institution, answer, day, following, now))
    gone += [pk for pk, _ in standing.values()]  # asked again, and no longer answered: the subject is gone
    added += _cut_all(gone, day, following, now, keep=not first_time)
    _insert(added)
    return bool(added) or bool(gone)


def _standing(institution: Institution, day: date, asked: Asked | None) -> dict[tuple[str, str], tuple[int, str]]:
    """What covers a day by what is known now: for each question that is asked, the row's id and digest."""
    rows = covering(institution, day, asked)
    if asked is not None and None not in asked.values():
        rows = rows.filter(subject__in={subject for several in asked.values() for subject in several or ()})
    found = rows.values_list("rule", "subject", "pk", "digest")
    return {
        (rule, subject): (pk, digest)
        for rule, subject, pk, digest in found
        if asked is None or (only := asked[rule]) is None or subject in only
    }


def _cut_all(
    gone: Sequence[int], day: date, following: date | None, now: datetime, keep: bool
) -> list[StoredFinding]:
    """Take ``[day, following)`` out of rows: shorten or end them in place, return the pieces to add."""
    pieces: list[StoredFinding] = []
    ended: dict[date | None, list[int]] = defaultdict(list)
    shortened: list[int] = []
    for start in range(0, len(gone), MANY):
        for row in StoredFinding.objects.filter(pk__in=gone[start : start + MANY]):
            pieces += _pieces(row, day, following, now, keep)
            if row.valid_from == day:  # rows begin on assessed days only, so this one did answer for the day
                ended[_end(row, following)].append(row.pk)
            else:
                shortened.append(row.pk)
    for end, pks in ended.items():
        _update(pks, valid_to=end, known_to=now)
    _update(shortened, valid_to=day)
    return pieces


def _pieces(row: StoredFinding, day: date, following: date | None, now: datetime, keep: bool) -> Iterator[StoredFinding]:
    """What remains of a row beside the part it keeps: from the next assessed day on, and the day itself as history."""
    if following is not None and (row.valid_to is None or following < row.valid_to):
        yield _copy(row, following, row.valid_to)
    if keep and row.valid_from != day:
        yield _copy(row, day, _end(row, following), known_to=now)


def _end(row: StoredFinding, following: date | None) -> date | None:
    return min((limit for limit in (row.valid_to, following) if limit is not None), default=None)


def _update(pks: Sequence[int], **values: Any) -> None:
    for start in range(0, len(pks), MANY):
        StoredFinding.objects.filter(pk__in=pks[start : start + MANY]).update(**values)


def _insert(rows: Sequence[StoredFinding]) -> None:
    """One statement for all of them: ``bulk_create`` sends SQLite a new one for every seventy rows."""
    if not rows:
        return
    fields = [field for field in StoredFinding._meta.concrete_fields if not field.primary_key]
    connection = connections[router.db_for_write(StoredFinding)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        table = quote(StoredFinding._meta.db_table)  # every name is the model's own
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # nosec B608


def covering(institution: Institution, day: date, rules: Iterable[str] | None = None) -> QuerySet[StoredFinding]:
    """The rows that cover a day by what is known now, of some rules (None: of all)."""
    rows = StoredFinding.objects.filter(covers(day), institution=institution, known_to=None)
    return rows if rules is None else rows.filter(rule__in=list(rules))


def standing_at(institution: int, day: date, known_at: datetime) -> QuerySet[StoredFinding]:
    """The rows that answered for an assessed day at an instant of knowledge, in no order."""
    return _covering(institution, day).filter(_still(known_at), known_from__lte=known_at)


def begun_between(institution: int, day: date, after: datetime, known_at: datetime) -> QuerySet[StoredFinding]:
    """Of ``standing_at`` the rows that did not stand yet at an earlier instant."""
    return standing_at(institution, day, known_at).filter(known_from__gt=after)


def ended_between(institution: int, day: date, after: datetime, known_at: datetime) -> QuerySet[StoredFinding]:
    """The rows whose answer for a day ceased to stand after one instant and by another: of a day assessed before, each that
    gave way has left one (``_pieces``)."""
    return _covering(institution, day).filter(known_to__gt=after, known_to__lte=known_at)


def standing_of(institution: int, day: date, known_at: datetime, article: int) -> QuerySet[StoredFinding]:
    """Of ``standing_at`` the rows of one article."""
    return _narrow(institution, day, known_at).filter(article=article)


def standing_about(
    institution: int, day: date, known_at: datetime, subjects: Collection[str]
) -> QuerySet[StoredFinding]:  # fmt: skip
    """Of ``standing_at`` the rows about subjects so named."""
    return _narrow(institution, day, known_at).filter(subject__in=subjects)


def _narrow(institution: int, day: date, known_at: datetime) -> QuerySet[StoredFinding]:
    """Rows to be found by what they are about: nearly all began to be known before ``known_at``, so that index is no help.

    SQLite would take it for the best there is; what is computed of a column is not looked up in an index.
    """
    rows = _covering(institution, day).alias(began=Coalesce("known_from", "known_from"))
    return rows.filter(_still(known_at), began__lte=known_at)


def _covering(institution: int, day: date) -> QuerySet[StoredFinding]:
    return StoredFinding.objects.filter(covers(day), institution=institution)


def _still(known_at: datetime) -> Q:
    return Q(known_to=None) | Q(known_to__gt=known_at)


def numbered(pks: Sequence[int]) -> Iterator[StoredFinding]:
    """Rows by their numbers, in no order."""
    for start in range(0, len(pks), MANY):
        yield from StoredFinding.objects.filter(pk__in=pks[start : start + MANY])


def covers(day: date) -> Q:
    """Rows whose days include this one."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def _assessed_from(institution: Institution, day: date) -> set[date]:
    """A day, if it was assessed before, and the next one that was."""
    later = Assessment.objects.filter(institution=institution, day__gte=day).order_by("day")
    return set(later.values_list("day", flat=True).distinct()[:2])


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
