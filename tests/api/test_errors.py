"""Under /api/ every error is JSON: not only what the interface refuses, but what stands around it, and the server's faults."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.conftest import Api

RECORDS = "/registers/backup_runs/records"
BULK = "/registers/backup_runs/bulk"
LARGE = (21 * 1024**2, 25 * 1024**2, 1024**3)


def first(response: Any, status: int) -> dict[str, Any]:
    assert response.status_code == status, response.content[:300]
    assert response.headers["Content-Type"].startswith("application/json"), response.content[:200]
    found: dict[str, Any] = json.loads(response.content)["problems"][0]
    assert found["what"] and found["code"]
    return found


@pytest.mark.parametrize("size", LARGE)
@pytest.mark.parametrize(("path", "kind"), [(RECORDS, "application/json"), (BULK, "application/x-ndjson")])
def test_a_body_of_any_announced_size(size: int, path: str, kind: str, owner: Api) -> None:
    response = owner.ask("POST", path, raw=b"{}", kind=kind, Content_Length=str(size))
    assert first(response, 413)["code"] == "too-large"
    assert first(Api(None).ask("POST", path, raw=b"{}", kind=kind, Content_Length=str(size)), 401)["do"]


def test_a_method_not_offered_says_which_are(owner: Api) -> None:
    response = owner.ask("DELETE", RECORDS, Accept_Language="en")
    assert first(response, 405)["code"] == "method"
    assert set(response.headers["Allow"].split(", ")) == {"GET", "POST"}
    assert not any("\u4e00" <= letter <= "\u9fff" for letter in response.content.decode())


def test_beside_the_interface_and_by_a_wrong_name(owner: Api) -> None:
    beside = owner.client.get("/api/v2/registers", headers={"host": "127.0.0.1"})
    assert first(beside, 404)["code"] == "no-address"
    named = first(owner.client.get("/api/v1/registers", headers={"host": "elsewhere.example"}), 400)
    assert named["code"] == "host" and "elsewhere.example" in named["why"] and "ZHENGAN_HOSTS" in named["do"]
    page = owner.client.get("/nowhere/", headers={"host": "127.0.0.1"})
    assert page.headers["Content-Type"].startswith("text/html")  # people keep their pages


def test_a_fault_of_the_server(owner: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("zhengan.api.law.clause_data", broken)
    response = owner.ask("GET", "/law/articles/20")
    assert first(response, 500)["code"] == "server" and b"secret" not in response.content


def test_tables_of_an_earlier_version(owner: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db.utils import OperationalError

    def broken(*_: Any) -> None:
        raise OperationalError("no such column")

    monkeypatch.setattr("zhengan.api.law.clause_data", broken)
    monkeypatch.setattr("zhengan.web.middleware.behind", lambda: True)
    assert first(owner.ask("GET", "/law/articles/20"), 503)["code"] == "older-tables"


def test_more_parameters_than_are_read(owner: Api) -> None:
    query = "&".join(f"p{number}=1" for number in range(1200))
    told = first(owner.ask("GET", f"/registers?{query}"), 400)
    assert told["code"] == "too-many" and "1000" in told["why"].replace(",", "")


@pytest.mark.parametrize(("path", "kind"), [(RECORDS, "application/json"), (BULK, "application/x-ndjson")])
def test_a_body_that_does_not_say_how_long_it_is(path: str, kind: str, owner: Api) -> None:
    response = owner.ask("POST", path, raw=b"", kind=kind, Transfer_Encoding="chunked")
    assert first(response, 411)["code"] == "length-required"


@pytest.mark.parametrize("path", ["/registers", RECORDS, "/openapi.json", "/docs"])
def test_what_is_asked_for_by_its_head_alone(path: str, owner: Api) -> None:
    response = owner.ask("HEAD", path)
    assert response.status_code == 200 and response.content == b""
    assert Api(None).ask("HEAD", path).status_code == (200 if path in ("/openapi.json", "/docs") else 401)


@pytest.mark.parametrize("path", ["/openapi.json", "/docs"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "POST"])
def test_what_is_only_read_takes_no_other_method(path: str, method: str, owner: Api) -> None:
    response = owner.ask(method, path)
    assert first(response, 405)["code"] == "method" and set(response.headers["Allow"].split(", ")) == {"GET", "HEAD"}
