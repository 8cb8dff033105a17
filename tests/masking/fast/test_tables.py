"""Labels as kernels look them up: by how they begin, in a table of bytes."""

from __future__ import annotations

from zhengan.masking.fast import tables
from zhengan.masking.kinds import labels


def test_every_label_stands_in_the_buckets_of_its_beginning() -> None:
    for word, kind in labels.LABELS:
        place = tables.opening(word)
        narrow = place < tables.FIRST_WIDE
        family = int(tables.LABEL_FAMILY[place])
        assert family and (family <= tables.NARROW_FAMILIES or not narrow), word
        number = family + (0 if narrow else tables.NARROW_FAMILIES)
        for sub in tables.subs(word):
            low, high, longest = tables.LABEL_BUCKETS[number * tables.SUBS + sub]
            assert (word, kind) in tables.LABELS[low:high] and len(word) <= longest


def test_no_beginning_of_a_chinese_label_is_that_of_an_ascii_one() -> None:
    wide = {tables.opening(word) for word, _ in labels.LABELS if word[0] >= 128}
    assert min(wide) >= tables.FIRST_WIDE and len(wide) + tables.NARROW_FAMILIES == (tables.LABEL_FAMILY > 0).sum()
