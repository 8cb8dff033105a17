"""Bytes in a dump of PostgreSQL: the text that they hold is searched, wherever they stand; what is no text is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.formats import files
from zhengan.masking.run import mask

TEXT = "客户张伟 13812345678"
DUMP = """-- PostgreSQL database dump
SET standard_conforming_strings = on;
CREATE TABLE public.b (id integer, scan bytea);
COPY public.b (id, scan) FROM stdin;
1\t\\\\x{hex}
2\t\\\\x
3\t\\N
4\t\\\\xzz
\\.
INSERT INTO public.b VALUES (1, '\\x{hex}');
INSERT INTO public.b VALUES (1, E'\\\\x{hex}'), (2, '\\x'), (3, '\\x{hex}0');
SELECT pg_catalog.lowrite(0, '\\x{hex}');
UPDATE public.b SET scan = '\\x{hex}' WHERE id = 1;
"""


def masked(folder: Path, text: str) -> tuple[str, files.Result]:
    (folder / "in.sql").write_text(text, encoding="utf-8")
    result = mask(folder / "in.sql", folder / "out.sql", policy.builtin(), force=True)
    return (folder / "out.sql").read_text(encoding="utf-8"), result


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_text_in_bytes_is_masked_and_they_stay_bytes(tmp_path: Path, encoding: str) -> None:
    given = DUMP.replace("{hex}", TEXT.encode(encoding).hex())
    wanted = DUMP.replace("{hex}", "客户张＊ 138****5678".encode(encoding).hex())
    odd = "'\\x" + TEXT.encode(encoding).hex() + "0'"  # no bytes: a text that only looks like them
    wanted = wanted.replace("'\\x" + "客户张＊ 138****5678".encode(encoding).hex() + "0'", odd)
    out, result = masked(tmp_path, given)
    assert out == wanted
    assert not result.notes
    assert check(tmp_path / "in.sql").counts == {"name": 5, "mobile": 5} and check(tmp_path / "out.sql").clean


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    picture = "89504e470d0a1a0a0000000d49484452"
    out, result = masked(tmp_path, DUMP.replace("{hex}", picture))
    assert out == DUMP.replace("{hex}", picture)
    assert sorted(("b.scan" in str(note), "lowrite" in str(note)) for note in result.notes) == [(False, True), (True, False)]
