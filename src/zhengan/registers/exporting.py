"""A workbook to fill in for a register: headings with notes, drop-downs, date formats, an example that is not imported."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from zhengan.registers.kit.blocks import EXAMPLE
from zhengan.registers.kit.fields import OPEN, Field
from zhengan.registers.kit.header import MARK
from zhengan.registers.kit.register import Register
from zhengan.registers.kit.sheet import LISTS, NOTES
from zhengan.registers.kit.table import sheet_name
from zhengan.registers.kit.words import NO, YES, spoken_word

Choices = Callable[[str], Sequence[tuple[str, str]]]
"""The identifiers another register holds, each with what people call it."""

LAST = 200_000  # the last row that formats and drop-downs reach: as many as one import takes
FORMATS = {"day": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm:ss", "when": "yyyy-mm-dd hh:mm:ss", "text": "@", "ref": "@"}
QUIET = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def template(register: Register, lang: str, choices: Choices) -> bytes:
    """The template workbook of a register in a language (``zh`` or ``en``); ``choices`` gives what references may name."""
    import xlsxwriter

    out = io.BytesIO()
    with override("en" if lang.startswith("en") else "zh-hans"), xlsxwriter.Workbook(out, QUIET) as book:
        sheet = book.add_worksheet(sheet_name(register, lang))
        _headings(book, sheet, register, lang)
        _notes(book, register, lang)
        lists = book.add_worksheet(LISTS)
        lists.hide()
        for column, field in enumerate(register.fields):
            options = _options(field, choices)
            lists.write_column(0, column, options)
            if options and not field.many:
                _drop_down(sheet, column, len(options), field)
    return out.getvalue()


def _headings(book: Any, sheet: Any, register: Register, lang: str) -> None:
    must = book.add_format({"bold": True, "bottom": 1, "bg_color": "#DCEBEC"})
    may = book.add_format({"bold": True, "bottom": 1})
    grey = book.add_format({"italic": True, "font_color": "#666666"})
    sheet.freeze_panes(1, 1)
    for column, field in enumerate(register.fields):
        heading = field.label(lang) + (f" {MARK}" if field.required else "")
        shape = book.add_format({"num_format": FORMATS[field.control]}) if field.control in FORMATS else None
        sheet.set_column(column, column, max(14, 2 * len(heading) if lang == "zh" else len(heading) + 2), shape)
        sheet.write_string(0, column, heading, must if field.required else may)
        sheet.write_comment(0, column, _note(field, lang), {"x_scale": 2, "y_scale": 1.5})
        sheet.write_string(1, column, _example(field, lang), grey)


def _notes(book: Any, register: Register, lang: str) -> None:
    page = book.add_worksheet(NOTES[1] if lang.startswith("en") else NOTES[0])
    page.set_column(0, 0, 30)
    page.set_column(1, 1, 100)
    bold = book.add_format({"bold": True})
    page.write_string(0, 0, register.title(lang), bold)
    page.write_string(0, 1, _("逐行填写；带 * 的必填。有一格不对则全部不导入，并逐格指明。斜体示例行不会导入。"))
    for number, field in enumerate(register.fields, 2):
        page.write_string(number, 0, field.label(lang), bold)
        page.write_string(number, 1, _note(field, lang).replace("\n", " "))


def _note(field: Field, lang: str) -> str:
    """What to write under a heading: what it is, whether it must be there, and how it is written."""
    name = field.en if lang.startswith("en") else field.zh
    said = [name, _("必填") if field.required else _blank(field), _how(field)]
    if field.many:
        said.append(_("可填多项，以分号隔开；确认没有的填“无”"))
    if field.words:
        said.append(_("可选：%(words)s") % {"words": " / ".join(spoken_word(field.name, word) for word in field.words)})
    return "\n".join(part for part in said if part)


def _blank(field: Field) -> str:
    """What it means to leave a cell empty."""
    if field.name == "id":
        return ""  # said where it is told how to write it
    if field.blank == OPEN:
        return _("可不填；不填即仍在有效期内")
    if field.blank is None:
        return _("可不填；不填即没有记录，判定时按未知处理")
    return _("可不填；不填即“否”") if field.blank is False else _("可不填")


def _how(field: Field) -> str:
    if field.name == "id":
        return _("留空则自动编号")
    if field.ref:
        return _("填另一台账中的编号，须已登记")
    return {
        "day": _("日期，如 2026-03-03、2026/3/3、2026.3.3、2026年3月3日、20260303"),
        "instant": _("日期与时间（北京时间），如 2026-03-03 10:30"),
        "when": _("日期与时间（北京时间）；确未做的填“无”"),
        "bool": _("是或否"),
        "number": _("数字，不带单位；可带千分位"),
        "integer": _("整数，不带单位；可带千分位"),
        "json": _("每项写作“指标=数值 @所涉编号”，统计起止日写在其后，如 中断分钟数=30 @inc-1 2026-01-01..2026-06-30"),
    }.get(field.control, "")


def _example(field: Field, lang: str) -> str:
    """What a filled cell looks like; the identifier says that the row is not imported."""
    if field.name == "id":
        return EXAMPLE[1] if lang.startswith("en") else EXAMPLE[0]
    if field.words and field.control != "when":
        return spoken_word(field.name, field.words[0])
    return {
        "day": "2026-03-03", "instant": "2026-03-03 10:30:00", "when": "2026-03-03 10:30:00", "bool": str(YES), "number": "12.5",
        "integer": "3", "json": "[]", "ref": _("编号"),
    }.get(field.control, _("文字"))  # fmt: skip


def _options(field: Field, choices: Choices) -> list[str]:
    if field.control == "bool":
        return [str(YES), str(NO)]
    if field.ref:
        return [uid for uid, _title in choices(field.ref)]
    return [spoken_word(field.name, word) for word in field.words] if field.control == "word" else []


def _drop_down(sheet: Any, column: int, count: int, field: Field) -> None:
    from xlsxwriter.utility import xl_col_to_name

    letter = xl_col_to_name(column)
    sheet.data_validation(1, column, LAST, column, {
        "validate": "list", "source": f"='{LISTS}'!${letter}$1:${letter}${count}",
        # A reference may have been registered since the template was made: that is asked again, not forbidden.
        "error_type": "warning" if field.ref else "stop",
        "error_title": _("不在可选值之内")[:32], "error_message": _("请从下拉列表中选择"),
    })  # fmt: skip
