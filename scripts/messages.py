"""`python scripts/messages.py [--check]`: the English catalogue of the pure packages and the command line.

Collects every Chinese text a reader may meet (sentences of rules, names, headings, help) from the source, keeps the
translations there are, takes field names' English from the facts themselves, and compiles the catalogue. With
`--check` it changes nothing and exits 1 where a translation is missing, has other placeholders, or the compiled
catalogue is not the one the source asks for. The web's own texts are in Django's catalogue.
"""

from __future__ import annotations

import ast
import re
import string
import sys
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).parent.parent / "src" / "zhengan"
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "zhengan.po"
PACKAGES = ("kit", "facts", "law", "cli")
MAINTAINERS = {"dutyfile.py", "tomlfile.py", "text.py"}  # refuse what only whoever edits the law library writes
CJK = re.compile("[\u4e00-\u9fff]")


def texts(tree: ast.Module) -> Iterator[tuple[str, int, str]]:
    """(Chinese text, line, English where the source gives it) of one module, docstrings of code left out.

    A rule's docstring is what its page prints, so it counts.
    """
    skip: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef)):
            doc = node.body[0].value if node.body and isinstance(node.body[0], ast.Expr) else None
            if isinstance(doc, ast.Constant):
                skip.add(id(doc))
                marked = isinstance(node, ast.FunctionDef) and any("rule" in ast.dump(d) for d in node.decorator_list)
                if marked and isinstance(doc.value, str):
                    yield ast.get_docstring(node) or "", doc.lineno, ""
        if isinstance(node, ast.JoinedStr):
            skip.update(id(part) for part in ast.walk(node))
        if isinstance(node, ast.Call) and _name(node) == "told":
            zh = node.args[0]
            en = next((k.value for k in node.keywords if k.arg == "en"), None)
            if isinstance(zh, ast.Constant) and isinstance(en, ast.Constant):
                skip.add(id(zh))
                yield str(zh.value), zh.lineno, str(en.value)
        if isinstance(node, ast.ClassDef):
            named = {_target(s): s.value for s in node.body if isinstance(s, (ast.Assign, ast.AnnAssign))}
            zh, en = named.get("zh"), named.get("en")
            if isinstance(zh, ast.Constant) and isinstance(en, ast.Constant) and zh.value:
                skip.add(id(zh))
                yield str(zh.value), zh.lineno, str(en.value).lower()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip and CJK.search(node.value):
            yield node.value, node.lineno, ""


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _target(statement: ast.Assign | ast.AnnAssign) -> str:
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def placeholders(text: str) -> set[str]:
    """The named values of a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def collect() -> polib.POFile:
    """The catalogue the source asks for, with the translations there are."""
    old = {entry.msgid: entry.msgstr for entry in polib.pofile(str(PO))} if PO.exists() else {}
    entries: dict[str, polib.POEntry] = {}
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if path.name in MAINTAINERS:
                continue
            for text, _line, english in texts(ast.parse(path.read_text("utf-8"))):
                entry = entries.setdefault(text, polib.POEntry(msgid=text, msgstr=old.get(text, "")))
                entry.msgstr = entry.msgstr or english
                place = (str(path.relative_to(ROOT)), "")
                if place not in entry.occurrences:
                    entry.occurrences.append(place)
    po = polib.POFile(wrapwidth=110)
    po.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit", "Language": "en"}
    po.extend(entries[text] for text in sorted(entries))
    return po


def faults(po: polib.POFile) -> list[str]:
    """What is wrong with a catalogue: missing translations, other placeholders."""
    found = [f"no English: {e.msgid}" for e in po if not e.msgstr]
    found += [f"other placeholders: {e.msgid}" for e in po if e.msgstr and placeholders(e.msgid) != placeholders(e.msgstr)]
    return found


def main() -> int:
    """Write the catalogue, or with --check only look; the exit code."""
    po = collect()
    wrong = faults(po)
    if "--check" in sys.argv:
        mo = PO.with_suffix(".mo")
        if not mo.exists() or mo.read_bytes() != po.to_binary() or PO.read_text("utf-8") != str(po):
            wrong.append("the catalogue is stale: run python scripts/messages.py")
    else:
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_text(str(po), "utf-8")
        PO.with_suffix(".mo").write_bytes(po.to_binary())
    for line in wrong:
        print(line)
    print(f"{len(po)} texts, {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
