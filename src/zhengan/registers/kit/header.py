"""The headings of a table → the fields they name, in Chinese or in English, with or without a template's marks."""

from __future__ import annotations

from collections.abc import Sequence

from zhengan.facts.convert import raise_found
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.registers.kit.register import Register

MARK = "*"  # behind the name of a field that must be filled in


def names_of(register: Register) -> dict[str, str]:
    """Every name a field may be called by → the field."""
    names: dict[str, str] = {}
    for field in register.fields:
        names.update(dict.fromkeys((field.zh, field.en, field.label(), field.label("en")), field.name))
    return names | {field.name: field.name for field in register.fields}


def heading_of(cell: str) -> str:
    """A heading without a template's mark."""
    return cell.strip().rstrip(MARK).strip()


def header_fields(register: Register, header: Sequence[str], source: str) -> list[str | None]:
    """The field under each heading; None where the heading is empty. Raises Problem(s): unknown, twice, wanting, none at all."""
    if not any(cell.strip() for cell in header):
        raise Problem("文件是空的", "第一行应是表头", "请下载模板填写", code="empty", where=Where(source, 1))
    names = names_of(register)
    found: list[str | None] = []
    wrong: list[Problem] = []
    for column, cell in enumerate(header, 1):
        heading, where = heading_of(cell), Where(source, 1, column)
        name = names.get(heading)
        if heading and name is None:
            known = [field.zh for field in register.fields]
            what, why = (
                say("不认识表头“{cell}”", cell=cell[:80]),
                say("{kind}的列有：{names}", kind=register.kind.zh, names=known),
            )
            wrong.append(Problem(what, why, "请改正或删去该列", code="header", where=where))
        elif name and name in found:
            wrong.append(
                Problem(
                    say("表头“{cell}”重复", cell=cell[:80]),
                    "同一项只能有一列",
                    "请删去其一",
                    code="header",
                    where=where,
                )
            )
        found.append(name)
    for field in register.fields:
        if field.required and field.name not in found:
            what, why = say("缺少表头“{name}”", name=field.zh), say("{kind}必须写明这一项", kind=register.kind.zh)
            wrong.append(Problem(what, why, "请补上该列，或下载模板填写", code="header", where=Where(source, 1)))
    raise_found(wrong[:20])
    return found
