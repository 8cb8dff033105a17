"""A table of a real database copied masked: as many rows, keys that join, nothing left when it fails, no password shown."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from zhengan.connectors.tablecopy import copy as copying
from zhengan.connectors.tablecopy.address import Place
from zhengan.connectors.tablecopy.copy import copy
from zhengan.connectors.tablecopy.look import look
from zhengan.kit.problem import Problem
from zhengan.masking import audit, policy

ONCE = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
HEAD = 'zhengan-masking: "1"\nkey: once\n'
FPE = HEAD + "columns:\n  mobile: {kind: mobile, operator: fpe}\n"
MANY = 12_000
DDL = "CREATE TABLE {name} (id INTEGER PRIMARY KEY, name VARCHAR(20), mobile BIGINT, note TEXT, doc {json}, paid NUMERIC(12,2))"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with customers and their orders."""
    files = request.param == "sqlite"
    made: str = f"sqlite:///{tmp_path}/crm.db" if files else request.getfixturevalue("postgres")
    with Place.read(made, "x", {}).engine().begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS orders"))
        for name in ("customers", "masked", "orders_masked", "other"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        kind = "JSON" if request.param == "sqlite" else "JSONB"
        connection.execute(text(DDL.format(name="customers", json=kind)))
        connection.execute(text("CREATE TABLE orders (id INTEGER PRIMARY KEY, mobile BIGINT)"))
        notes = [f"手机1391234{k % 10000:04}" if k % 3 else None for k in range(MANY)]
        rows = [{"id": k, "m": 13800000000 + k * 7919 % 10**8, "n": note} for k, note in enumerate(notes)]
        insert = "INSERT INTO customers VALUES (:id, '张伟', :m, :n, '{\"手机\": [\"13812345678\", 5]}', 1.50)"
        connection.execute(text(insert), rows)
        connection.execute(text("INSERT INTO orders SELECT id, mobile FROM customers WHERE id % 2 = 0"))
    return made


def made_policy(folder: Path, said: str = FPE) -> policy.Policy:
    (folder / "policy.yaml").write_text(said, encoding="utf-8")
    return policy.load(folder / "policy.yaml", {}, ONCE)


def asked(address: str, question: str) -> list[tuple[object, ...]]:
    engine = Place.read(address, "x", {}).engine()
    with engine.connect() as connection:
        answer = [tuple(row) for row in connection.execute(text(question))]
    engine.dispose()
    return answer


def test_rows_types_and_joins_stay(address: str, tmp_path: Path) -> None:
    by = made_policy(tmp_path)
    heard: list[tuple[int, int]] = []
    source, target = Place.read(address, "customers", {}), Place.read(address, "masked", {})
    result = copy(source, target, by, lambda done, total: heard.append((done, total)))
    copy(Place.read(address, "orders", {}), Place.read(address, "orders_masked", {}), by)
    assert result.rows == MANY and heard[-1] == (MANY, MANY) and len(heard) == -(-MANY // copying.ROWS)
    assert asked(address, "SELECT count(*), count(note), sum(paid), max(id) FROM masked") == asked(
        address, "SELECT count(*), count(note), sum(paid), max(id) FROM customers"
    )
    assert asked(address, "SELECT count(*) FROM masked JOIN orders_masked USING (mobile)") == [(MANY // 2,)]
    same = "SELECT count(*) FROM masked JOIN customers USING (id) WHERE masked.mobile = customers.mobile"
    assert asked(address, same) == [(0,)]
    assert asked(address, "SELECT DISTINCT name FROM masked") == [("张＊",)]
    assert asked(address, "SELECT count(*) FROM masked WHERE note LIKE '%1391234%'") == [(0,)]
    doc = asked(address, "SELECT doc FROM masked WHERE id = 1")[0][0]
    assert json.loads(str(doc)) == {"手机": ["138****5678", "*"]}
    assert result.columns["mobile"] == {"operator": "fpe", "kind": "mobile", "values": MANY, "misfits": 0}
    record = audit.record(Path("customers"), Path("masked"), result, by, started="", ended="")
    remains = look(target, by, record)
    assert remains.clean and remains.pseudonyms == ["mobile"]
    assert look(source, by).counts["mobile"] > MANY
    with pytest.raises(Problem, match="审计记录"):
        look(source, by, record)


def test_a_table_that_exists_the_source_and_a_missing_column_are_refused(address: str, tmp_path: Path) -> None:
    by = made_policy(tmp_path)
    source = Place.read(address, "customers", {})
    for table, said in (("orders", "已存在"), ("customers", "原表")):
        with pytest.raises(Problem, match=said):
            copy(source, Place.read(address, table, {}), by)
    with pytest.raises(Problem, match="没有表"):
        copy(Place.read(address, "nothing", {}), Place.read(address, "masked", {}), by)
    with pytest.raises(Problem, match="phone"):
        copy(source, Place.read(address, "masked", {}), made_policy(tmp_path, HEAD + "columns:\n  phone: {kind: mobile}\n"))
    assert tables(address) == {"customers", "orders"}


def test_what_fails_midway_leaves_no_table_and_tells_no_value(address: str, tmp_path: Path) -> None:
    """Redacted keys collide in the second batch at the latest: the database refuses, in words that hold the value."""
    said = HEAD + "columns:\n  id: {operator: redact, label: 机密值}\n"
    with pytest.raises(Problem) as refused:
        copy(Place.read(address, "customers", {}), Place.read(address, "masked", {}), made_policy(tmp_path, said))
    assert "机密值" not in refused.value.line() and "没有复制完 customers" in refused.value.line()
    assert "“id”" in refused.value.what and "redact" in refused.value.why and "fpe" in refused.value.do
    assert tables(address) == {"customers", "orders"}


DOCUMENTS = [
    {"mobile": 13812345678, "id_no": 110105199003071239, "p": 13812345678, "n": {"card": ["6222020212345679", True, 1.5]}},
    None,
    [13800000001, "张伟 13812345678"],
    {"mobile": 13812345678, "n": None},
]


def test_a_json_cell_is_masked_as_a_record_of_ndjson_is(address: str, tmp_path: Path) -> None:
    """Keys are columns, for the policy, the audit and the check; a number without a rule stays, and that is said."""
    kind = "JSON" if address.startswith("sqlite") else "JSONB"
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.execute(text(f"CREATE TABLE other (id INTEGER PRIMARY KEY, js {kind})"))
        rows = [{"id": k, "js": one and json.dumps(one)} for k, one in enumerate(DOCUMENTS)]
        connection.execute(text(f"INSERT INTO other VALUES (:id, CAST(:js AS {kind}))" if kind == "JSONB" else
                                "INSERT INTO other VALUES (:id, :js)"), rows)  # fmt: skip
    source, target = Place.read(address, "other", {}), Place.read(address, "masked", {})
    by = made_policy(tmp_path, HEAD + "columns:\n  other.js.mobile: {kind: mobile, operator: fpe}\n")
    result = copy(source, target, by)
    made = [one and json.loads(str(one)) for (one,) in asked(address, "SELECT js FROM masked ORDER BY id")]
    assert isinstance(made[0]["mobile"], int) and made[0]["mobile"] == made[3]["mobile"] != 13812345678
    assert made[0] | {"mobile": 0} == {"mobile": 0, "id_no": "110***********1239", "p": 13812345678,
                                       "n": {"card": ["622202******5679", True, 1.5]}}  # fmt: skip
    assert made[2] == [13800000001, "张＊ 138****5678"] and made[3]["n"] is None
    assert asked(address, "SELECT id FROM masked WHERE js IS NULL") == [(1,)]
    assert result.columns["js.mobile"] == {"operator": "fpe", "kind": "mobile", "values": 2, "misfits": 0}
    assert [note for note in result.notes if "js.p" in str(note)]
    remains = look(target, by, audit.record(Path("other"), Path("masked"), result, by, started="", ended=""))
    assert remains.pseudonyms == ["js.mobile"]
    assert remains.places == [{"kind": "mobile", "row": 1, "column": "js.p"}, {"kind": "mobile", "row": 3, "column": "js"}]
    with pytest.raises(Problem, match=r"js\.phone"):
        copy(source, Place.read(address, "orders_masked", {}),
             made_policy(tmp_path, HEAD + "columns:\n  js.phone: {kind: mobile}\n"))  # fmt: skip
    assert "orders_masked" not in tables(address)


def test_keys_below_a_column_of_json_say_whose_a_name_is(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    line = {"name": "乜某", "stock": {"name": "乜某"}, "fund_account": {"value": 88012345}}
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, extra JSON, stock JSON)")
        db.execute("INSERT INTO t VALUES (1, ?, ?)", (json.dumps(line), json.dumps({"name": "乜某"})))
    place = Place(make_url(f"sqlite:///{file}"), "new")
    result = copy(Place(place.url, "t"), place, policy.builtin())
    with sqlite3.connect(file) as db:
        extra, stock = map(json.loads, db.execute("SELECT extra, stock FROM new").fetchone())
    assert extra == line | {"name": "乜＊", "fund_account": {"value": "88****45"}} and stock == {"name": "乜某"}
    record = audit.record(Path("t"), Path("new"), result, policy.builtin(), started="", ended="")
    assert look(place, policy.builtin(), record).clean


def test_json_that_is_emptied_and_json_that_is_none(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/crm.db"
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.exec_driver_sql("CREATE TABLE other (id INTEGER PRIMARY KEY, js JSON NOT NULL)")
        connection.exec_driver_sql("INSERT INTO other VALUES (1, '{\"a\": NaN}')")
    source, target = Place.read(address, "other", {}), Place.read(address, "masked", {})
    with pytest.raises(Problem, match="“js”第 1 条记录"):
        copy(source, target, made_policy(tmp_path, HEAD))
    copy(source, target, made_policy(tmp_path, HEAD + "columns:\n  js: {operator: drop}\n"))
    assert asked(address, "SELECT id, js FROM masked WHERE js IS NULL") == [(1, None)]


def test_a_numeric_of_figures_stays_one_under_fpe_and_loses_none(address: str, tmp_path: Path) -> None:
    with Place.read(address, "x", {}).engine().begin() as connection:
        columns = "id INTEGER PRIMARY KEY, m NUMERIC(11,0), d DECIMAL(18), s NUMERIC(11,0), a NUMERIC(12,0)"
        connection.execute(text(f"CREATE TABLE other ({columns})"))
        connection.execute(text("INSERT INTO other VALUES (1, 13812345678, 110105199003071239, 13812345678, 100123456789)"))
    by = made_policy(tmp_path, FPE.replace("mobile: {", "m: {") + "  s: {kind: mobile}\n  a: {kind: digits, operator: fpe}\n")
    other = Place.read(f"sqlite:///{tmp_path}/other.db", "masked", {})
    pseudonyms = set()
    for target, kind in ((Place.read(address, "masked", {}), "numeric"), (other, "integer")):
        copy(Place.read(address, "other", {}), target, by)
        which = "typeof" if target.url.get_backend_name() == "sqlite" else "pg_typeof"
        url = target.url.render_as_string(hide_password=False)
        [row] = asked(url, f"SELECT m, d, s, {which}(m), {which}(d), length(a) FROM masked")
        assert len(str(row[0])) == 11 and row[0] != 13812345678 and row[1:3] == (110105199003071239, "138****5678")
        assert row[3:] == (*(kind if which == "pg_typeof" else "integer",) * 2, 12)
        pseudonyms.add(int(row[0]))  # type: ignore[call-overload]
    assert len(pseudonyms) == 1
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.execute(text("DROP TABLE masked"))
    copy(other, Place.read(address, "masked", {}), made_policy(tmp_path, HEAD + "columns:\n  m: {operator: leave}\n"))
    assert [int(one) for one in asked(address, "SELECT m, d FROM masked")[0]] == [*pseudonyms, 110105199003071239]  # type: ignore[call-overload]


def test_pseudonyms_that_may_begin_with_0_become_texts_and_stay_apart(address: str, tmp_path: Path) -> None:
    numbers = range(990_000, 1_010_000)  # 034587 and 34587 would be one number
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.execute(text("CREATE TABLE other (uid INTEGER PRIMARY KEY)"))
        connection.execute(text("INSERT INTO other VALUES (:k)"), [{"k": k} for k in numbers])
    column = "columns:\n  uid: {kind: digits, operator: fpeMORE}\n"
    (tmp_path / "key").write_bytes(ONCE)
    head = HEAD.replace("key: once", "key: {file: key}")  # a key for one run brings nothing back
    by = [made_policy(tmp_path, head + column.replace("MORE", more)) for more in ("", ", back: true")]
    result = copy(Place.read(address, "other", {}), Place.read(address, "masked", {}), by[0])
    assert asked(address, "SELECT count(DISTINCT uid) FROM masked") == [(len(numbers),)]
    other = Place.read(f"sqlite:///{tmp_path}/other.db", "masked", {})
    copy(Place.read(address, "masked", {}), other, by[1])
    whole = other.url.render_as_string(hide_password=False)
    assert asked(whole, "SELECT count(*), sum(CAST(uid AS INTEGER)) FROM masked") == [(len(numbers), sum(numbers))]
    assert result.columns["uid"]["misfits"] == 0


def test_numbers_in_an_array(postgres: str, tmp_path: Path) -> None:
    with Place.read(postgres, "x", {}).engine().begin() as connection:
        for name in ("other", "masked"):
            connection.execute(text(f"DROP TABLE IF EXISTS {name}"))
        connection.execute(text("CREATE TABLE other (id INTEGER PRIMARY KEY, mobiles BIGINT[], others BIGINT[])"))
        connection.execute(text("INSERT INTO other VALUES (1, '{13812345678}', '{13812345678}')"))
    source, target = Place.read(postgres, "other", {}), Place.read(postgres, "masked", {})
    by = made_policy(tmp_path, HEAD + "columns:\n  mobiles: {kind: mobile, operator: fpe}\n")
    result = copy(source, target, by)
    [(mobiles, others)] = asked(postgres, "SELECT mobiles, others FROM masked")
    assert mobiles != others == [13812345678] and "others" in str(*result.notes)
    remains = look(target, by, audit.record(Path("other"), Path("masked"), result, by, started="", ended=""))
    assert remains.places == [{"kind": "mobile", "row": 1, "column": "others"}]


def test_bytes_are_refused_until_the_policy_names_them_and_looked_into(address: str, tmp_path: Path) -> None:
    """A picture may stay where the policy says so; what is UTF-8 in such a column is looked at, and of the rest it is said."""
    kind = "BLOB" if address.startswith("sqlite") else "BYTEA"
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.execute(text(f"CREATE TABLE other (id INTEGER PRIMARY KEY, photo {kind}, held {kind})"))
        row = {"p": b"\x89PNG\xff", "h": b"13987103890"}
        connection.execute(text("INSERT INTO other VALUES (1, :p, :h)"), row)
    source, target = Place.read(address, "other", {}), Place.read(address, "masked", {})
    with pytest.raises(Problem) as refused:
        copy(source, target, made_policy(tmp_path))
    assert "photo" in refused.value.what and "held" in refused.value.what
    assert "drop" in refused.value.do and "leave" in refused.value.do and "masked" not in tables(address)
    named = "columns:\n  photo: {operator: leave}\n  held: {operator: %s}\n"
    copy(source, target, made_policy(tmp_path, HEAD + named % "drop"))
    [(photo, held)] = asked(address, "SELECT photo, held FROM masked")
    assert (bytes(photo), held) == (row["p"], None)  # type: ignore[call-overload]
    remains = look(target, policy.builtin())
    assert remains.clean and "photo" in str(*remains.notes) and "held" not in str(*remains.notes)
    assert look(source, policy.builtin()).places == [{"kind": "mobile", "row": 1, "column": "held"}]


def test_bytes_in_a_column_of_another_type_are_refused(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/crm.db"
    with Place.read(address, "x", {}).engine().begin() as connection:
        connection.execute(text("CREATE TABLE other (id INTEGER PRIMARY KEY, note VARCHAR(20), held TEXT)"))
        connection.execute(text("INSERT INTO other VALUES (1, '无', :h)"), {"h": b"13987103890"})
    with pytest.raises(Problem, match="held"):
        copy(Place.read(address, "other", {}), Place.read(address, "masked", {}), made_policy(tmp_path, HEAD))
    assert tables(address) == {"other"}


def tables(address: str) -> set[str]:
    from sqlalchemy import inspect

    engine = Place.read(address, "x", {}).engine()
    names = set(inspect(engine).get_table_names())
    engine.dispose()
    return names


def test_from_one_database_to_another(postgres: str, tmp_path: Path) -> None:
    with Place.read(postgres, "x", {}).engine().begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS other"))
        connection.execute(text("CREATE TABLE other (id bigint PRIMARY KEY, 姓名 text, t timestamptz, u uuid, a text[])"))
        connection.execute(text(
            "INSERT INTO other VALUES (1, '张伟', '2026-01-02 03:04:05+08', '0e984725-c51c-4bf4-9960-e1c80e27aba0', NULL)"
        ))  # fmt: skip
        connection.execute(text("ALTER TABLE other DROP COLUMN a"))
    target = Place.read(f"sqlite:///{tmp_path}/out.db", "other", {})
    assert copy(Place.read(postgres, "other", {}), target, made_policy(tmp_path, HEAD)).rows == 1
    base = sqlite3.connect(tmp_path / "out.db")
    assert base.execute("SELECT id, 姓名 FROM other").fetchall() == [(1, "张＊")]


@pytest.mark.parametrize("kind", ["inet", "text[]", "money_or_so"])
def test_a_type_that_the_other_database_has_not_is_named(postgres: str, tmp_path: Path, kind: str) -> None:
    with Place.read(postgres, "x", {}).engine().begin() as connection:
        connection.execute(text("DROP TABLE IF EXISTS other"))
        connection.execute(text("DROP DOMAIN IF EXISTS money_or_so"))
        connection.execute(text("CREATE DOMAIN money_or_so AS numeric(12, 2)"))
        connection.execute(text(f"CREATE TABLE other (id bigint PRIMARY KEY, held {kind})"))
        connection.execute(text("INSERT INTO other VALUES (1, NULL)"))
    source, target = Place.read(postgres, "other", {}), Place.read(f"sqlite:///{tmp_path}/out.db", "other", {})
    with pytest.raises(Problem) as refused:
        copy(source, target, made_policy(tmp_path, HEAD))
    assert refused.value.code == "masking-type" and "“held”" in refused.value.what
    dropped = made_policy(tmp_path, HEAD + "columns:\n  held: {operator: drop}\n")
    assert copy(source, target, dropped).rows == 1


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    source, target = (Place.read(f"sqlite:///{tmp_path}/{name}.db", "other", {}) for name in ("nothing", "new"))
    with pytest.raises(Problem, match=r"没有这个数据库文件 .*nothing\.db"):
        copy(source, target, policy.builtin())
    with pytest.raises(Problem, match=r"没有这个数据库文件 .*nothing\.db"):
        look(source, policy.builtin())
    assert not [*tmp_path.iterdir()]


NAMED = """DROP TABLE IF EXISTS other; DROP TYPE IF EXISTS mood; DROP DOMAIN IF EXISTS tel;
CREATE TYPE mood AS ENUM ('激进', '稳健'); CREATE DOMAIN tel AS varchar(20);
CREATE TABLE other (id integer PRIMARY KEY, risk mood, moods mood[], mobile tel, note tel);
INSERT INTO other VALUES (1, '稳健', '{激进,稳健}', '13812345678', 'x'), (2, NULL, NULL, NULL, NULL)"""


@pytest.mark.parametrize(
    ("column", "kind", "rules"),
    [("risk", "mood", ""),
     ("moods", "mood", "  risk: {operator: drop}\n"),
     ("note", "tel", "  risk: {operator: drop}\n  moods: {operator: drop}\n")],
)  # fmt: skip
def test_an_enumeration_or_a_domain_that_is_not_there_is_named(
    postgres: str, tmp_path: Path, column: str, kind: str, rules: str
) -> None:
    with Place.read(postgres, "x", {}).engine().begin() as connection:
        for one in NAMED.split(";"):
            connection.execute(text(one))
    engine = Place.read(postgres, "x", {}).engine().execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("DROP DATABASE IF EXISTS another"))
        connection.execute(text("CREATE DATABASE another"))
    engine.dispose()
    source, target = Place.read(postgres, "other", {}), Place.read(postgres.rsplit("/", 1)[0] + "/another", "other", {})
    said = HEAD + ("columns:\n" + rules if rules else "")
    with pytest.raises(Problem) as refused:
        copy(source, target, made_policy(tmp_path, said))
    assert f"“{column}”的类型 {kind}" in str(refused.value.what) and "operator: drop" in str(refused.value.do)
    dropped = said if rules else said + "columns:\n  risk: {operator: drop}\n"
    for more in ("moods", "note"):
        dropped += "" if f"{more}:" in dropped else f"  {more}: {{operator: drop}}\n"
    assert copy(source, target, made_policy(tmp_path, dropped)).rows == 2
    assert asked(str(target.url.render_as_string(False)), "SELECT id, risk, moods, mobile, note FROM other ORDER BY 1") == [
        (1, None, None, "138****5678", None), (2, None, None, None, None)]  # fmt: skip
    assert copy(source, Place.read(postgres, "masked_other", {}), made_policy(tmp_path, HEAD)).rows == 2  # the same database
    with Place.read(postgres, "x", {}).engine().begin() as connection:
        for one in ("DROP TABLE masked_other", "DROP TABLE other", "DROP TYPE mood", "DROP DOMAIN tel"):
            connection.execute(text(one))


def test_no_password_is_shown(postgres: str) -> None:
    url = make_url(postgres.replace("postgres://", "postgresql+psycopg://"))
    password = str(url.password)
    place = Place.read("env:FROM", "customers", {"FROM": postgres})
    assert password not in place.shown + repr(place) and str(url.username) not in place.shown
    wrong = Place.read(postgres.replace(password, "Geheim-77"), "customers", {})
    with pytest.raises(Problem) as refused:
        look(wrong, policy.builtin())
    assert "Geheim-77" not in refused.value.line()
    with pytest.raises(Problem) as refused:
        Place.read("postgresql:/x:Geheim-77@h/d:x", "customers", {})
    assert "Geheim-77" not in refused.value.line()


def test_why_nothing_is_reached_is_what_the_driver_says() -> None:
    nobody = Place.read("postgresql://reader:Geheim-77@127.0.0.1:1/crm", "customers", {})
    for asked_for in (look, lambda place, by: copy(place, Place.read("sqlite://", "x", {}), by)):
        with pytest.raises(Problem) as refused:
            asked_for(nobody, policy.builtin())  # type: ignore[operator]
        assert "127.0.0.1" in refused.value.why and "refused" in refused.value.why and "\n" not in refused.value.why
        assert "Geheim-77" not in refused.value.line()
    with pytest.raises(Problem, match=r"mysql\+pymysql://"):
        Place.read("mysql://reader:Geheim-77@127.0.0.1:1/crm", "customers", {}).engine()


def test_the_command_copies_and_checks(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/crm.db")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE customers (id INTEGER PRIMARY KEY, 手机 TEXT)"))
        connection.execute(text("INSERT INTO customers VALUES (1, '13812345678')"))
    around = {**os.environ, "CRM": f"sqlite:///{tmp_path}/crm.db", "ZHENGAN_LANG": "zh"}

    def zhengan(*words: str) -> subprocess.CompletedProcess[str]:
        program = str(Path(sys.executable).with_name("zhengan"))
        return subprocess.run([program, "mask", *words], cwd=tmp_path, env=around, capture_output=True, text=True)

    copy_words = ("table", "env:CRM", "--table", "customers", "--as", "masked")
    done = zhengan(*copy_words)
    assert done.returncode == 0, done.stderr
    assert "masked" in done.stdout and "13812345678" not in done.stdout
    record = json.loads((tmp_path / "masked.audit.json").read_text("utf-8"))
    assert (record["rows"], record["columns"]["手机"]["values"]) == (1, 1)
    assert zhengan(*copy_words).returncode == 2
    assert zhengan("check-table", "env:CRM", "--table", "masked").returncode == 0
    found = zhengan("check-table", "env:CRM", "--table", "customers", "--json")
    assert found.returncode == 1 and json.loads(found.stdout)["places"] == [{"kind": "mobile", "row": 1, "column": "手机"}]


def test_a_cell_of_json_that_is_none_is_told_of_without_its_value(tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    with sqlite3.connect(file) as db:
        db.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, doc JSON)")
        db.execute("INSERT INTO t VALUES (1, ?)", ("{bad json 13812345678",))
    place = Place(make_url(f"sqlite:///{file}"), "t")
    for act in (lambda: look(place, policy.builtin()), lambda: copy(place, Place(place.url, "new"), policy.builtin())):
        with pytest.raises(Problem, match="JSON") as raised:
            act()
        assert "138" not in str(raised.value)
    with sqlite3.connect(file) as db:
        assert db.execute("SELECT name FROM sqlite_master").fetchall() == [("t",)]
