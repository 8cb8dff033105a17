"""The bench answers as the gate of messages and as the built-in policy of ``zhengan mask run`` do, character for character."""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pytest

from zhengan import masking
from zhengan.kit.problem import Problem
from zhengan.masking.bench import KINDS, MOST, PROOFS, PURPOSES, Purpose, trial, why_say
from zhengan.masking.message import mask_message

CARD = "6228480402564890018"
CASES = [case.text for kind in KINDS.values() for case in kind.cases]
CREDIT_CODE = "91110000600037341L"


@pytest.mark.parametrize("text", CASES)
def test_as_the_gate_of_messages(text: str) -> None:
    found, gate = trial(text), mask_message(text)
    assert (found.masked, found.doubtful, found.hold) == (gate.text, gate.doubtful, gate.hold)
    assert [(one.start, one.end, one.kind.name) for one in found.taken] == [(s.start, s.end, s.kind) for s in gate.spans]
    assert {kind.name: n for kind, n in found.counts.items()} == gate.counts


def test_as_the_built_in_policy_in_a_file(tmp_path: Path) -> None:
    from zhengan.masking.policy import builtin
    from zhengan.masking.run import mask

    source, target = tmp_path / "in.txt", tmp_path / "out.txt"
    for some in (CASES[::2], CASES[1::2]):  # more than a trial takes at once
        source.write_text("\n".join(some), "utf-8")
        mask(source, target, builtin(), force=True)
        assert trial("\n".join(some), "file").masked == target.read_bytes().decode()


def test_a_file_shows_more_of_a_card_and_a_name_is_masked_alike() -> None:
    assert trial("客户买买提·艾力来电").masked == "客户买＊＊·＊＊来电"
    assert trial("客户买买提·艾力来电", "file").masked == "客户买＊＊·＊＊来电"
    text = f"客户李娜，手机 13912345678，银行卡 {CARD}"
    assert trial(text).masked == "客户李＊，手机 139****5678，银行卡 ***************0018"
    assert trial(text, "file").masked == "客户李＊，手机 139****5678，银行卡 622848*********0018"


def test_a_name_without_a_surname_is_not_said_to_have_one() -> None:
    (one,) = trial("姓名：阿迪力").taken
    assert "姓氏" not in str(one.why) and "一格" in str(one.why)


def test_places_are_characters_and_what_is_shown_stands_there() -> None:
    text = "😀客户买买提·艾力，手机 １３９１２３４５６７８，卡号 6222021234567890"
    for purpose in PURPOSES:
        found = trial(text, purpose)
        assert [text[one.start : one.end] for one in found.taken] == ["买买提·艾力", "１３９１２３４５６７８"]
        assert [text[one.start : one.end] for one in found.doubtful] == ["6222021234567890"]
        assert all(one.shown in found.masked for one in found.taken)


@pytest.mark.parametrize(
    ("text", "left"),
    [(f"代码 {CREDIT_CODE}。", [CREDIT_CODE]), ("91110000600037341M", []), (f"x{CREDIT_CODE}", []), (f"卡号 {CARD}", [])],
)
def test_an_organisations_code_is_recognised_and_left(text: str, left: list[str]) -> None:
    found = trial(text)
    assert [text[one.start : one.end] for one in found.left] == left and all(one.shown in text for one in found.left)


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    told = {one.why for text in (*CASES, r"name=\u5f20\u4f1f") for one in masking.find(text)}
    assert set(PROOFS) - told <= {PROOFS[1]}  # each is met in the cases, the old number by its label
    assert "" not in told and len(told) > len(PROOFS) + 4  # names and addresses say theirs, too
    for why in told:
        said = why_say(why)
        assert said.render("zh") == why != said.render("en") != ""


def test_what_is_too_long_or_unknown_is_refused() -> None:
    assert trial("长" * MOST).masked == "长" * MOST
    for text in ("长" * (MOST + 1), "😀" * MOST):
        with pytest.raises(Problem) as raised:
            trial(text)
        assert raised.value.code == "too-long"
    purpose: Purpose = "other"  # type: ignore[assignment]
    with pytest.raises(ValueError):
        trial("", purpose)


def test_nothing_is_compiled_for_it() -> None:
    code = "import sys; from zhengan.masking.bench import trial; trial('客户李娜'); print({'numba', 'numpy'} & {*sys.modules})"
    done = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize("text", [
    "身份证\u00ad3101\u00ad04198503121235", "手机138\u200b12345678，客户李\u2060娜",
    "交易编码\u200b：00812345", "\ufeff卡号 6222021234567890",
])  # fmt: skip
def test_it_looks_through_what_nobody_sees_as_the_gate_does(text: str) -> None:
    found, gate = trial(text), mask_message(text)
    assert (found.masked, found.doubtful, found.hold) == (gate.text, gate.doubtful, gate.hold)
    assert [(one.start, one.end, one.kind.name) for one in found.taken] == [(s.start, s.end, s.kind) for s in gate.spans]
    assert found.taken or found.doubtful


@pytest.mark.parametrize("word", ["交易编码", "护照", "资金账号"])
def test_a_word_of_the_text_is_quoted_as_it_stands_there(word: str) -> None:
    assert why_say(f"“{word}”之后").render("en") == f"after “{word}”"
