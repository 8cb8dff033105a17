"""The loops beneath the fields of NDJSON and SQL, against the same in words."""

from __future__ import annotations

import numpy as np

from zhengan.masking.formats.fields import by_group, holding


def test_fields_stay_in_order_within_their_group() -> None:
    groups = np.random.default_rng(4).integers(0, 5, 1000, dtype=np.int32)
    order, borders = by_group(groups, 7)
    assert (order == np.argsort(groups, kind="stable")).all()
    assert (borders == np.searchsorted(np.sort(groups), np.arange(8))).all()
    empty = by_group(groups[:0], 0)
    assert len(empty[0]) == 0 and list(empty[1]) == [0]


def test_a_special_byte_is_of_the_text_that_it_stands_in() -> None:
    special = np.zeros(256, np.bool_)
    special[34] = True
    data = np.frombuffer(b'ab"c""d', np.uint8)
    assert list(holding(data, np.array([0, 2, 3, 3, 4, 7]), special)) == [False, True, False, False, True]
