"""Which register a file is for, where nobody said so: by the name of a sheet, else by the name of the file."""

from __future__ import annotations

from pathlib import PurePath

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import say
from zhengan.registers.catalogue import REGISTERS
from zhengan.registers.kit.table import sheet_name
from zhengan.registers.kit.workbook import is_workbook, read_workbook


def which_register(raw: bytes, source: str) -> str:
    """The plural name of the register; raises Problem where the names tell nothing."""
    called = _names()
    stem = PurePath(source).stem.removesuffix("-template")
    if stem.strip() in called:
        return called[stem.strip()]
    if is_workbook(raw):
        title = read_workbook(raw, source, list(called)).title.strip()
        if title in called:
            return called[title]
    raise Problem(
        "不知道该导入哪个台账", say("工作表名与文件名都不是台账名；可用：{names}", names=list(REGISTERS)),
        "请写成 zhengan import 台账 文件，或用模板填写", code="which-register", where=Where(source),
    )  # fmt: skip


def _names() -> dict[str, str]:
    """Every name of every register → its plural name; a title that two share tells nothing and is left out."""
    called: dict[str, str] = {}
    shared: set[str] = set()
    for name, register in REGISTERS.items():
        for title in {register.title("zh"), register.title("en"), sheet_name(register, "zh"), sheet_name(register, "en")}:
            if called.setdefault(title, name) != name:
                shared.add(title)
    return {title: name for title, name in called.items() if title not in shared} | {name: name for name in REGISTERS}
