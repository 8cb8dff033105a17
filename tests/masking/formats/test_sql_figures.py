"""What functions make of a column is no value of it, nor is what a pattern says of signs: only values beside them are masked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.masking.formats.test_sql_owned import MYSQL, PG, masked
from zhengan.masking.check import check

STAY = """
UPDATE c SET id=2 WHERE length(fund_account) = 18 AND 18 <> pg_catalog.length(trim((fund_account)::text));
UPDATE c SET id=2 WHERE position('-' in fund_account) > 0 OR strpos(fund_account, '-') = 5;
SELECT CASE WHEN MOD(SUBSTR(fund_account,17,1),2)=1 THEN '男' ELSE '女' END FROM c WHERE substr(fund_account,17,1) % 2 = 1;
DELETE FROM c WHERE CHAR_LENGTH(name) IN (15,18) OR CHAR_LENGTH(name) NOT BETWEEN 15 AND 18 OR length(name) = ANY (ARRAY[15, 18]);
SELECT count(name) FROM c GROUP BY name HAVING count(fund_account) > 1 AND length(name)+1 = 9 ORDER BY isnull(name) = 1;
DELETE FROM c WHERE fund_account ~ '^[0-9]{9}$' OR fund_account !~ '^\\d+$' OR fund_account ~* '[a-z]' OR name SIMILAR TO '[0-9]';
DELETE FROM c WHERE fund_account ~ '^(8801|8802)\\d{4}$' OR fund_account LIKE '____%' OR name ~~ '%' OR name ~ '[一-龥]{2,4}';
UPDATE c SET fund_account = CASE id WHEN '1' THEN 'A' WHEN 2 THEN 12 ELSE '-' END;
UPDATE c SET fund_account = regexp_replace(fund_account, '[^0-9]', '', 'g');
SELECT 1 FROM c WHERE (length(name), id) = (18, 5);
"""
MASKED = [
    ("DELETE FROM c WHERE fund_account ~ '^[0-9]{3}88012345(88012346)?$'", ["88012345", "88012346"]),
    ("DELETE FROM c WHERE fund_account ~* '^88012345' OR name ~ '^玉罕囡.*$'", ["88012345", "玉罕囡"]),
    ("DELETE FROM c WHERE fund_account LIKE '%88012345%' OR fund_account NOT LIKE '88012346_'", ["88012345", "88012346"]),
    ("UPDATE c SET id=2 WHERE position('88012345' in fund_account) > 0 AND length(name) = 8", ["88012345"]),
    ("SELECT CASE WHEN length(name)=18 THEN '88012345' ELSE fund_account END AS fund_account FROM c", ["88012345"]),
    ("DELETE FROM c WHERE (length(name), name) IN ((18, '玉罕囡'))", ["玉罕囡"]),
    ("DELETE FROM c WHERE upper(fund_account) = '88012345' AND (name)::text = '玉罕囡'::text", ["88012345", "玉罕囡"]),
    ("DELETE FROM c WHERE coalesce(fund_account, '88012346') = '88012345'", ["88012345", "88012346"]),
]
MASKS = {"88012345": "88****45", "88012346": "88****46", "玉罕囡": "玉＊＊"}


@pytest.mark.parametrize("statement", STAY.strip().split("\n"))
def test_figures_and_patterns_stay(tmp_path: Path, statement: str) -> None:
    for head in (PG, MYSQL):
        text = head + (statement if head is PG else statement.replace("\\", "\\\\").replace("~~", "LIKE").replace("~", "REGEXP"))
        assert masked(tmp_path, text + "\n")[0] == text + "\n"


@pytest.mark.parametrize(("statement", "values"), MASKED)
def test_values_beside_them_are_masked(tmp_path: Path, statement: str, values: list[str]) -> None:
    text = wanted = f"{PG}{statement};\n"
    for value in values:
        wanted = wanted.replace(value, MASKS[value])
    assert masked(tmp_path, text)[0] == wanted
    assert check(tmp_path / "in.sql").clean == (values == ["玉罕囡"]) and check(tmp_path / "out.sql").clean
    mysql = text.replace(PG, MYSQL).replace("~*", "REGEXP").replace("~", "REGEXP")
    if "::" not in mysql:
        assert masked(tmp_path, mysql)[0] == wanted.replace(PG, MYSQL).replace("~*", "REGEXP").replace("~", "REGEXP")
