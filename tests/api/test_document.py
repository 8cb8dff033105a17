"""The OpenAPI document: requests drawn from it meet no 5xx and no undocumented status; its page stands without scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from tests.api.conftest import Api, secret_of
from tests.web import made
from zhengan.api.urls import document
from zhengan.web.wsgi import application


@schemathesis.serializer("application/x-ndjson")
def lines(context: Any, value: Any) -> Any:
    return str(value).encode("utf-8", "replace")


CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
EXAMPLES = 40  # for each of some fifteen operations
REAL = {
    "name": st.sampled_from(["backup_runs", "systems", "filings"]),
    "uid": st.sampled_from(["core", "oa"]),
    "clause": st.sampled_from(["21", "21.3"]),
    "number": st.integers(1, 75),
}


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A test's transaction outlives a request, so a request's end may not close its connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def operations() -> list[tuple[str, str]]:
    return [(path, method) for path, methods in document("zh")["paths"].items() for method in methods]


@pytest.mark.slow
@pytest.mark.parametrize(("path", "method"), operations())
def test_what_the_document_allows_is_answered_as_it_says(
    path: str, method: str, people: made.People, one_connection: None
) -> None:
    headers = {"Authorization": f"Bearer {secret_of(people.owner)}", "Host": "127.0.0.1"}
    operation = schemathesis.openapi.from_dict(json.loads(json.dumps(document("zh"))))[path][method.upper()]
    operation.app = application
    real = {name: REAL[name] for name in REAL if "{" + name + "}" in path}

    @given(case=operation.as_strategy(), places=st.fixed_dictionaries(real), honest=st.booleans())
    @settings(max_examples=EXAMPLES, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    def ask(case: Any, places: dict[str, Any], honest: bool) -> None:
        if honest:  # a register there is takes the request further than any name drawn by chance
            case.path_parameters = {**(case.path_parameters or {}), **places}
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    ask()


def test_the_document_in_both_languages(people: made.People, owner: Api) -> None:
    nobody = Api(None)
    zh, en = nobody.get("/openapi.json"), nobody.get("/openapi.json", Accept_Language="en-GB")
    assert zh["openapi"].startswith("3.1") and zh["info"]["title"] == "证安接口"
    assert en["info"]["title"] != zh["info"]["title"]
    assert not re.findall("[\u3001-\u9fff]+", json.dumps(en, ensure_ascii=False))


def test_every_refusal_has_one_shape() -> None:
    for methods in document("zh")["paths"].values():
        for operation in methods.values():
            for status, response in operation["responses"].items():
                if int(status) >= 400:
                    name = response["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
                    assert name in ("Refusal", "BulkRefusal", "ConflictOut")


@pytest.mark.parametrize("language", ["", "en"])
def test_the_page_fetches_and_runs_nothing(language: str, people: made.People) -> None:
    client = made.client_of(people.owner, language)
    for who in (client, made.client_of(None, language)):
        response = who.get("/api/v1/docs")
        body = response.content.decode()
        assert response.status_code == 200 and "/api/v1/registers/{name}/bulk" in body
        assert "<script>" not in body and "https://" not in body and " style=" not in body
        assert 'id="RecordOut"' in body and "script-src &#x27;self&#x27;" not in body
    assert "Idempotency-Key" in body and ("批量上传" in body) == (not language)
