"""The algebra of half-open spans, against a set of points it can be checked by."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhengan.kit.spans import Span, clip, covers, gaps, overlaps, union

points = st.integers(0, 40)
spans = st.builds(Span, points, points)  # empty and backwards ones included
many = st.lists(spans, max_size=8)


def ground(found: list[Span]) -> set[int]:
    """The unit cells under the spans."""
    return {cell for span in found for cell in range(span.start, span.end)}


@given(many)
def test_union_covers_the_same_ground_with_the_fewest_spans(given_spans: list[Span]) -> None:
    joined = union(given_spans)
    assert ground(joined) == ground(given_spans)
    assert union(joined) == joined
    assert all(a.end < b.start for a, b in pairwise(joined))  # apart, and in order
    assert not any(span.empty for span in joined)


@given(many, many)
def test_union_asks_nothing_of_order(a: list[Span], b: list[Span]) -> None:
    assert union([*a, *b]) == union([*b, *a]) == union([*union(a), *union(b)])


@given(many, spans)
def test_gaps_and_spans_share_the_whole_between_them(given_spans: list[Span], whole: Span) -> None:
    missing = gaps(given_spans, whole)
    assert ground(missing) == ground([whole]) - ground(given_spans)
    assert union([*missing, *clip(given_spans, whole)]) == union([whole])
    assert union(missing) == missing
    assert covers(given_spans, whole) == (not missing)
    assert gaps(missing, whole) == union(clip(given_spans, whole))


@given(many, spans)
def test_clip_keeps_what_lies_inside(given_spans: list[Span], whole: Span) -> None:
    cut = clip(given_spans, whole)
    assert ground(cut) == ground(given_spans) & ground([whole])
    assert clip(cut, whole) == cut and len(cut) <= len(given_spans)


@given(many)
def test_no_overlaps_means_disjoint(given_spans: list[Span]) -> None:
    real = [span for span in given_spans if not span.empty]
    disjoint = len(ground(real)) == sum(span.end - span.start for span in real)
    assert (overlaps(given_spans) == []) == disjoint
    assert all(b.start < a.end and a.start <= b.start for a, b in overlaps(given_spans))


def test_touching_days_leave_no_gap() -> None:
    june = Span(date(2024, 6, 1), date(2024, 7, 1))
    first, second = Span(date(2024, 5, 1), date(2024, 6, 15)), Span(date(2024, 6, 15), date(2024, 6, 30))
    assert union([second, first]) == [Span(date(2024, 5, 1), date(2024, 6, 30))]
    assert overlaps([first, second]) == []
    assert gaps([first, second], june) == [Span(date(2024, 6, 30), date(2024, 7, 1))]
    assert not covers([first, second], june)
