"""What Django refuses before any view is said as everything else is: what, why, what to do."""

from __future__ import annotations

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/", "/login/", "/i/one/"])
def test_a_name_that_is_not_served(path: str) -> None:
    page = Client().get(path, headers={"host": "elsewhere.example:8218"})
    text = page.content.decode()
    assert page.status_code == 400 and page.headers["Content-Type"].startswith("text/html")
    assert "此网址不在所服务的网址之内" in text and "elsewhere.example:8218" in text and "ZHENGAN_HOSTS" in text


def test_a_name_that_is_not_served_in_english_and_with_marks_in_it() -> None:
    client = Client()
    client.cookies["django_language"] = "en"
    text = client.get("/login/", headers={"host": "<b>x\u202e</b>"}).content.decode()
    assert "not among those served" in text and "<b>x" not in text and "\u202e" not in text


def test_more_parameters_than_are_read() -> None:
    page = Client().post("/login/", {f"p{number}": "1" for number in range(1200)}, headers={"host": "127.0.0.1"})
    assert page.status_code == 400 and "请求的参数过多" in page.content.decode()
