"""Bodies and addresses no honest program sends: 400 or 413 with a Problem, the same on both engines, never a 5xx."""

from __future__ import annotations

import json

import pytest

from tests.api.conftest import Api

PATH = "/registers/backup_runs/records"
GOOD = '{"fields": {"system": "core", "at": "2026-01-05 02:00", "ok": true}%s}'
BODIES = {
    "empty": b"",
    "no object": b"[]",
    "a text": b'"x"',
    "cut short": b'{"fields": {',
    "NaN": b'{"fields": {"system": NaN}}',
    "infinity": b'{"fields": {"system": 1e999}}',
    "duplicate key": b'{"fields": {}, "fields": {}}',
    "duplicate key inside": b'{"fields": {"system": "core", "system": "oa"}}',
    "NUL": b'{"fields": {"system": "a\\u0000b"}}',
    "raw NUL": b'{"fields": {"system": "a\x00b"}}',
    "bidi": '{"fields": {"system": "a\u202eb"}}'.encode(),
    "escaped bidi": b'{"fields": {"system": "a\\u202eb"}}',
    "lone surrogate": b'{"fields": {"system": "\\ud800"}}',
    "deep lists": b'{"fields": {"system": ' + b"[" * 200_000 + b"]" * 200_000 + b"}}",
    "deep objects": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "5,000 digits": b'{"fields": {"system": ' + b"9" * 5000 + b"}}",
    "not UTF-8": b'{"fields": {"system": "\xff"}}',
    "UTF-16": '{"fields": {}}'.encode("utf-16"),
    "unknown key": b'{"fields": {}, "nope": 1}',
    "fields no object": b'{"fields": [1]}',
    "object for a value": b'{"fields": {"system": {"a": 1}, "at": "2026-01-05 02:00", "ok": true}}',
    "no such field": b'{"fields": {"nope": 1}}',
    "name of 10,000": json.dumps({"id": "x" * 10_000, "fields": {}}).encode(),
    "remark of NUL": (GOOD % ', "remark": "a\\u0000"').encode(),
}


@pytest.mark.parametrize("name", BODIES)
def test_hostile_bodies(name: str, owner: Api) -> None:
    for method, path in (("POST", PATH), ("POST", "/gate/change"), ("PUT", PATH + "/core-20260101")):
        response = owner.ask(method, path, raw=BODIES[name])
        assert response.status_code == 400, (path, response.content[:300])
        (first, *_) = json.loads(response.content)["problems"]
        assert first["what"] and first["do"] and first["code"]


def test_a_body_too_large_is_refused_before_it_is_read(owner: Api) -> None:
    response = owner.ask("POST", PATH, raw=b" " * (1024 * 1024 + 1))
    assert response.status_code == 413 and json.loads(response.content)["problems"][0]["code"] == "too-large"


@pytest.mark.parametrize(
    "path",
    [
        "/registers/a%00b", PATH + "/a%00b", PATH + "?id=a%00", PATH + "?a%00=1", "/findings?subject=%E2%80%AE",
        "/findings?as_of=0000-00-00", "/findings?as_of=9999-12-31", "/findings?as_of=2001-01-01", "/findings?verdict=fine",
        "/findings?known_at=2999-01-01%2000:00", PATH + "?cursor=" + "9" * 5000, PATH + "?page=99999999999999999999",
        "/law/articles/76", "/law/clauses/zzz", "/law/articles/" + "9" * 400,
    ],
)  # fmt: skip
def test_hostile_addresses(path: str, owner: Api) -> None:
    response = owner.ask("GET", path)
    assert response.status_code in (400, 404), response.content[:300]
    assert json.loads(response.content)["problems"][0]["what"]


def test_a_chosen_language_and_a_cookie_open_nothing(owner: Api) -> None:
    owner.secret = None
    owner.client.cookies["sessionid"] = "x"
    response = owner.ask("GET", "/registers")
    assert response.status_code == 401 and response.headers["WWW-Authenticate"] == "Bearer"
