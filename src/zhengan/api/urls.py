"""Every address below /api/v1/ (reached through ``entry``), the OpenAPI document, and a page that shows it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, re_path
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from ninja import NinjaAPI

from zhengan.api import bulk, findings, gate, law, masking, registers
from zhengan.api.door import Bearer, lang_of
from zhengan.api.fit import fitting
from zhengan.api.problems import answer, connect, no_address, refusal
from zhengan.api.strict import StrictParser

ROOT = "/api/v1/"
SPOKEN = ("summary", "description", "title")

api = NinjaAPI(
    title="证安接口",
    version="1",
    description="机构的台账、判定、闸口与条文，供程序读写。错误一律写明 what、why、do。",
    openapi_url=None,
    docs_url=None,
    auth=Bearer(),
    parser=StrictParser(),
    urls_namespace="api",
)
api.add_decorator(fitting, mode="operation")
for _module in (registers, bulk, findings, gate, law, masking):
    api.add_router("", _module.router)
connect(api)


def document(lang: str) -> dict[str, Any]:
    """The OpenAPI document in ``zh`` or ``en``."""
    with override("en" if lang == "en" else settings.LANGUAGE_CODE):
        made: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
        for operation in (one for methods in made["paths"].values() for one in methods.values()):
            operation.pop("description", None)  # the docstring, which speaks to whoever reads the code
            operation["tags"] = [_(tag) for tag in operation["tags"]]
        made = _translated(made)
    return made


def _translated(part: Any) -> Any:
    """The same tree with every sentence for people in the language in hand."""
    if isinstance(part, list):
        return [_translated(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {
        str(key): _(value) if key in SPOKEN and isinstance(value, str) and value else _translated(value)
        for key, value in part.items()
    }


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:
    """The document; public, since it holds nothing of anybody's."""
    return answer(document(lang_of(request)))


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """The document as a page of the house: no script, no frame, nothing fetched from elsewhere."""
    made = document("en" if (get_language() or "").startswith("en") else "zh")
    operations = [
        {"path": address, "method": method.upper(), **operation}
        for address, methods in made["paths"].items()
        for method, operation in methods.items()
    ]
    schemas = made["components"]["schemas"]
    shown = {name: schema for name, schema in sorted(schemas.items()) if schema.get("properties")}
    return render(request, "web/api.html", {"document": made, "operations": operations, "schemas": shown})


def nothing(request: HttpRequest) -> HttpResponse:
    """Any other address below the root."""
    return refusal(request, no_address(request))


urlpatterns = [
    path("openapi.json", openapi, name="openapi"),
    path("docs", docs, name="api-docs"),
    *(url for url in api.urls[0] if url.name != "api-root"),
    re_path("^", nothing),
]
