"""The masking bench: what it shows of a text, to whom, and that nothing of the text stays anywhere."""

from __future__ import annotations

import html
import logging
import re

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web import made
from tests.web.test_pages import BUDGET, FOREIGN, Markup, text
from zhengan.masking.bench import MOST
from zhengan.web.kept import PAGES
from zhengan.web.kit.marks import visible

BENCH = "/i/one/masking/"
CARD = "6228480402564890018"
MOBILE = "13912345678"
TEXT = f"客户李娜，手机 {MOBILE}，银行卡 {CARD}。\r\n委托机构 91110000600037341L"
DOUBTFUL = "卡号 6222021234567890 待核对"


def tried(client: Client, pasted: str, purpose: str = "message", status: int = 200) -> str:
    response = client.post(BENCH, {"text": pasted, "purpose": purpose})
    assert response.status_code == status
    return response.content.decode()


def masked(page: str) -> str:
    found = re.search(r'<textarea[^>]*id="masked"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def test_the_masked_text_what_was_found_and_why(owner: Client) -> None:
    page = tried(owner, TEXT)
    assert masked(page) == "客户李＊，手机 139****5678，银行卡 ***************0018。\n委托机构 91110000600037341L"
    marked = re.findall(r'<mark class="m-(\w+)" title="([^"]+)">([^<]+)</mark>', page)
    assert [(state, value) for state, _, value in marked] == [
        ("taken", "李娜"), ("taken", MOBILE), ("taken", CARD), ("left", "91110000600037341L"),
    ]  # fmt: skip
    assert "号段与位数相符" in marked[1][1] and "发卡行前缀与 Luhn 相符" in marked[2][1] and "属机构" in marked[3][1]
    assert "掩盖了 3 处" in page and "闸口放行" in page
    assert re.search(r"第 1 行第 9 字.*第 2 行第 6 字", page, re.DOTALL)


def test_a_file_keeps_more_of_a_card_than_a_message(owner: Client) -> None:
    assert "622848*********0018" in masked(tried(owner, TEXT, "file"))
    assert masked(tried(owner, TEXT, "nonsense")) == masked(tried(owner, TEXT))


def test_a_doubt_is_named_marked_and_not_masked(owner: Client) -> None:
    page = tried(owner, DOUBTFUL)
    assert "闸口会暂存：1 处存疑" in page and '<mark class="m-doubt"' in page
    assert "“卡号”等字样之后的号码不合银行卡号的规则" in page and masked(page) == DOUBTFUL


def test_blank_nothing_found_and_the_example(owner: Client) -> None:
    assert "还没有文字" in tried(owner, " \n ")
    assert "没有找到须掩盖的个人信息" in tried(owner, "今日无事")
    page = owner.post(BENCH, {"example": "1"}).content.decode()
    assert {"m-taken", "m-left", "m-doubt"} == set(re.findall(r'<mark class="([\w-]+)"', page))


def test_what_is_too_long_is_refused_and_given_back(owner: Client) -> None:
    page = tried(owner, "长" * (MOST + 1), status=422)
    assert "文字过长：20,001 字" in page and "长" * (MOST + 1) in page and 'id="masked"' not in page
    assert "65,535 字节" in tried(owner, "😀" * MOST, status=422)
    assert "没有找到" in tried(owner, "长" * MOST)
    far = owner.post(BENCH, {"text": "a" * 3_000_000})
    assert far.status_code == 413 and "上限 2,000,000 字节" in far.content.decode()


def test_a_text_is_only_text(owner: Client) -> None:
    page = tried(owner, "<script>alert(1)</script></textarea>\0手机 13912345678<b>")
    assert "<script>alert" not in page and "\0" not in page and "139****5678&lt;b&gt;" in page
    markup = Markup()
    markup.feed(page)
    assert markup.faults == [] and len(markup.ids) == len(set(markup.ids))


def test_every_place_is_marked_and_the_first_are_listed(owner: Client) -> None:
    page = tried(owner, f"{MOBILE}\n" * 250)
    assert page.count("<mark ") == 250 and page.count('<tr id="r') == 200 and "另有 50 处" in page


def test_three_actors(owner: Client, colleague: Client, outsider: Client) -> None:
    for member in (owner, colleague):
        assert "139****5678" in tried(member, TEXT)
    answer = outsider.post(BENCH, {"text": TEXT})
    assert answer.status_code == 404 and "139****5678" not in answer.content.decode()
    answer = made.client_of(None).post(BENCH, {"text": TEXT})
    page = answer.content.decode()  # the log-in page, in which the text waits to be sent again
    assert answer.status_code == 403 and 'name="password"' in page and "139****5678" not in page and MOBILE not in page


def test_only_a_form_of_ours_is_answered(people: made.People) -> None:
    strict = Client(enforce_csrf_checks=True, headers={"host": "127.0.0.1"})
    strict.force_login(people.owner)
    assert strict.post(BENCH, {"text": TEXT}).status_code == 403
    assert strict.put(BENCH, TEXT).status_code in (403, 405)
    asked = strict.get(BENCH, {"text": TEXT}).content.decode()
    assert MOBILE not in re.sub(r'name="next" value="[^"]*"', "", asked) and 'id="masked"' not in asked


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models(include_auto_created=True)}


def test_nothing_of_the_text_stays(owner: Client, caplog: pytest.LogCaptureFixture) -> None:
    owner.get(BENCH)
    before = rows()
    PAGES.clear()
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        answer = owner.post(BENCH, {"text": TEXT})
        tried(owner, "长" * (MOST + 1), status=422)
    assert "no-store" in answer.headers["Cache-Control"] and MOBILE in answer.content.decode()
    assert rows() == before and not PAGES._pages
    asked = [query["sql"] for query in queries]
    assert not [sql for sql in asked if MOBILE in sql or not sql.startswith(("SELECT", "SAVEPOINT", "RELEASE"))]
    assert len(asked) <= 2 * BUDGET
    assert MOBILE not in caplog.text and "李娜" not in caplog.text and MOBILE not in str(dict(owner.session))


@pytest.mark.parametrize("clause", ["16.2", "34.1", "34.2"])
def test_its_clauses_lead_there(owner: Client, clause: str) -> None:
    page = text(owner, f"/i/one/articles/{clause.split('.')[0]}/")
    section = page[page.index(f'id="c{clause}"') :].partition("</section>")[0]
    assert f'href="{BENCH}"' in section
    assert f'class="links"><a href="{BENCH}"' not in text(owner, "/i/one/articles/20/")


def test_it_speaks_english(people: made.People) -> None:
    client = made.client_of(people.owner, "en")
    for page in (tried(client, TEXT + DOUBTFUL), tried(client, "长" * (MOST + 1), status=422), tried(client, "")):
        shown = FOREIGN.sub("", re.sub(r"<head>.*?</head>", "", page, flags=re.DOTALL))
        shown = re.sub(r'<div class="original".*?</div>', "", shown, flags=re.DOTALL).replace("one 证券", "").replace("中文", "")
        assert set(re.findall("[\u4e00-\u9fff]+", shown)) <= {"卡号"}  # the word that was read in the text


def test_what_nobody_sees_is_written_out() -> None:
    assert visible("客户\u202e李娜\n手机\u00ad1") == "客户[U+202E RIGHT-TO-LEFT OVERRIDE]李娜\n手机[U+00AD SOFT HYPHEN]1"
    assert visible("a\ud83d") == "a[U+D83D]" and visible("客户\t李娜\n") == "客户\t李娜\n"
