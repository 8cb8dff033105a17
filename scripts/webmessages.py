"""`python scripts/webmessages.py [--check]`: the English catalogue of the pages and of what lies under them.

Collects every Chinese text of the templates (by asking Django's own parser, not by guessing) and of the packages that
keep and show records; keeps the translations there are, and compiles the catalogue. With `--check` it changes nothing
and exits 1 where a translation is missing, has other placeholders, a Chinese f-string hides a text, or the compiled
catalogue is not the one the source asks for. The pure packages have a catalogue of their own: `scripts/messages.py`.
"""

from __future__ import annotations

import ast
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent / "src" / "zhengan"
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
PACKAGES = ("connectors", "schedule", "accounts", "records", "registers", "assess", "api", "notices", "web", "conf")
UNSHOWN = {"sample", "migrations"}  # the sample speaks Chinese, as its institution does
WORDS = re.compile("[\u4e00-\u9fff]")
CJK = re.compile("[\u3001-\u301b\u4e00-\u9fff\uff01-\uff5e]")
# Chinese that is read and never shown, or shown in its own language: place, and the texts.
NOT_TEXTS = {
    "registers/kit/cells.py": {"[;；、,，]", r"[\s/\\?#%;；、,，]", "无", "未做", "第", "行"},
    "registers/kit/dates.py": {
        "〇零",
        r"[ T]?(?:(?P<before>上午|凌晨)|(?P<after>下午|晚上))? ?(?P<hour>[0-9]{1,2})"
        r"(?::(?P<minutes>[0-9]{2})(?::(?P<seconds>[0-9]{2}))?|[时点](?:(?P<minute>[0-9]{1,2})分(?:(?P<second>[0-9]{1,2})秒)?)?整?)",
    },
    "registers/kit/naming.py": {"每＼？＃％·····"},
    "registers/kit/blocks.py": {"示例：此行不导入"},
    "registers/kit/sheet.py": {"说明"},
    "assess/setup.py": {"示例机构"},
    "web/templatetags/house.py": {"、", "（", "（如"},
    "web/kit/references.py": {"（", "）"},
    "registers/kit/fields.py": {"（", "（如"},
    "conf/settings.py": {"中文"},
    "notices/models.py": {"中文"},
    "web/server.py": {"证安 Zhengan  http://"},
    "connectors/mailrelay/addresses.py": {"收件人："},
    "connectors/mailrelay/apart.py": {r"(?:[\s:=()]|：|（|）|是|为|号|码){0,8}\Z"},
    "assess/payload.py": {"（", "）"},
}


def python_texts() -> Iterator[tuple[str, str]]:
    """(Chinese text, place) of every module, docstrings and f-strings left out."""
    for place, tree in _modules():
        skip = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        skip.update(id(part) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in ast.walk(node))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in skip:
                continue
            if WORDS.search(node.value) and node.value not in NOT_TEXTS.get(place, ()):
                yield node.value, place


def hidden() -> Iterator[str]:
    """The places of f-strings that hold Chinese words: no catalogue can find them."""
    for place, tree in _modules():
        for node in ast.walk(tree):
            parts = node.values if isinstance(node, ast.JoinedStr) else []
            said = [str(part.value) for part in parts if isinstance(part, ast.Constant)]
            if any(CJK.search(text) and text.strip() not in NOT_TEXTS.get(place, ()) for text in said):
                yield f"{place}:{node.lineno}"


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if not UNSHOWN & set(path.parts):
                yield str(path.relative_to(ROOT)), ast.parse(path.read_text("utf-8"))


def template_texts() -> Iterator[tuple[str, str, str]]:
    """(text, plural or nothing, place) of every translated text of the templates."""
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    folder = ROOT / "web" / "templates"
    for path in sorted(folder.rglob("*.html")):
        place = str(path.relative_to(ROOT))
        template = engines["django"].from_string(path.read_text("utf-8")).template
        for node in template.nodelist.get_nodes_by_type((BlockTranslateNode, TranslateNode)):
            if isinstance(node, TranslateNode):
                literal = node.filter_expression.var
                if isinstance(literal, str):
                    yield str(literal), "", place
                elif getattr(literal, "literal", None):
                    yield str(literal.literal), "", place
            else:
                plural = node.render_token_list(node.plural)[0] if node.plural else ""
                yield node.render_token_list(node.singular)[0], plural, place


def untranslated() -> Iterator[str]:
    """The places in templates where Chinese stands outside a translation tag."""
    from django.template import engines
    from django.template.base import TextNode

    for path in sorted((ROOT / "web" / "templates").rglob("*.html")):
        template = engines["django"].from_string(path.read_text("utf-8")).template
        for node in template.nodelist.get_nodes_by_type(TextNode):
            for text in re.findall("[\u4e00-\u9fff]+", node.s):
                if text != "中文":  # the one word that must not change with the language
                    yield f"{path.relative_to(ROOT)}: {text}"


def collect() -> polib.POFile:
    """The catalogue the source asks for, with the translations there are."""
    old = {entry.msgid: entry for entry in polib.pofile(str(PO))} if PO.exists() else {}
    entries: dict[str, polib.POEntry] = {}

    def take(text: str, plural: str, place: str) -> None:
        if text not in entries:
            kept = old.get(text)
            if plural:
                forms = kept.msgstr_plural if kept and kept.msgstr_plural else {0: "", 1: ""}
                entries[text] = polib.POEntry(msgid=text, msgid_plural=plural, msgstr_plural=forms)
            else:
                entries[text] = polib.POEntry(msgid=text, msgstr=kept.msgstr if kept else "")
        if (place, "") not in entries[text].occurrences:
            entries[text].occurrences.append((place, ""))

    for text, place in python_texts():
        take(text, "", place)
    for text, plural, place in template_texts():
        if CJK.search(text):
            take(text, plural, place)
    po = polib.POFile(wrapwidth=110)
    po.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    po.extend(entries[text] for text in sorted(entries))
    return po


def placeholders(text: str) -> set[str]:
    """The values a text names, in either way of writing them."""
    return set(re.findall(r"%\((\w+)\)s|\{(\w+)", text))


def faults(po: polib.POFile) -> list[str]:
    """What is wrong with a catalogue or with what it is collected from."""
    found = [f"a Chinese f-string cannot be translated: {place}" for place in hidden()]
    found += [f"outside a translation tag: {place}" for place in untranslated()]
    for entry in po:
        said = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        if not all(said):
            found.append(f"no English: {entry.msgid}")
        elif any(placeholders(entry.msgid) != placeholders(text) for text in said):
            found.append(f"other placeholders: {entry.msgid}")
    return found


def main() -> int:
    """Write the catalogue, or with --check only look; the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhengan.conf.settings")
    import django

    django.setup()
    po = collect()
    wrong = faults(po)
    if "--check" in sys.argv:
        mo = PO.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != po.to_binary() or PO.read_text("utf-8") != str(po):
            wrong.append("the catalogue is stale: run python scripts/webmessages.py")
    else:
        PO.write_text(str(po), "utf-8")
        PO.with_suffix(".mo").write_bytes(po.to_binary())
    for line in wrong:
        print(line)
    print(f"{len(po)} texts, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
