"""`python scripts/messages.py [--check]`: the English catalogue of the pure packages and the command line.

Collects every Chinese text a reader may meet (sentences of rules, names, headings, help) from the source, and from the
tables whose names and sources are shown; keeps the translations there are, takes field names' English from the facts
themselves, and compiles the catalogue. With `--check` it changes nothing and exits 1 where a translation is missing,
has other placeholders, a Chinese f-string hides a text from the catalogue, or the compiled catalogue is not the one
the source asks for. The web's own texts are in Django's catalogue.
"""

from __future__ import annotations

import ast
import csv
import re
import string
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import polib

from zhengan.kit.quantities import UNITS

ROOT = Path(__file__).parent.parent / "src" / "zhengan"
PO = ROOT / "locale" / "en" / "LC_MESSAGES" / "zhengan.po"
PACKAGES = ("kit", "facts", "law", "cli", "client", "connectors/mailrelay", "connectors/tablecopy", "masking")
WHOLE = {"masking/doubt.py", "masking/bench.py", "masking/cluster.py"}  # of the others in masking, only what is said
SPOKEN = {"say", "Problem", "refuse", "refused", "refusal", "cited", "wrong", "problem"}
CALENDAR = ROOT / "kit" / "calendar" / "data"
# What only whoever edits the law library writes or reads: its loaders' refusals, its cases' differences.
MAINTAINERS = {"dutyfile.py", "tomlfile.py", "text.py", "cases.py"}
BILINGUAL = {"schema.py"}  # gives both languages at once and looks nothing up
# Names of a module whose Chinese nobody looks up: words matched in what is read, texts with their English beside them.
UNSHOWN: dict[str, set[str]] = {
    "facts/convert.py": {"TRUE", "FALSE"},
    "connectors/mailrelay/addresses.py": {"CUE"},
    "connectors/mailrelay/words.py": {"STAR"},
    "kit/numerals.py": {"ONES", "TEN"},
    "law/nothing.py": {"EMPTY"},
    "kit/quantities.py": {"duration"},
    "kit/say.py": {"spoken"},
}
CJK = re.compile("[\u3001-\u301b\u4e00-\u9fff\uff01-\uff5e]")  # characters, and the punctuation English has not


def texts(tree: ast.Module, unshown: frozenset[str] = frozenset()) -> Iterator[tuple[str, int, str]]:
    """(Chinese text, line, English where the source gives it) of one module.

    Left out: docstrings (but a rule's, which its page prints), patterns, f-strings (see ``hidden``), and what the
    names in ``unshown`` define.
    """
    skip: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            skip.add(id(node.value))
        if isinstance(node, ast.FunctionDef) and any("rule" in ast.dump(d) for d in node.decorator_list):
            yield ast.get_docstring(node) or "", node.lineno, ""
        if isinstance(node, ast.JoinedStr) or _pattern(node) or _defined(node) in unshown:
            skip.update(id(part) for part in ast.walk(node))
        if isinstance(node, ast.Call) and _name(node) == "told" and node.args:
            zh = node.args[0]
            en = next((k.value for k in node.keywords if k.arg == "en"), None)
            if isinstance(zh, ast.Constant) and isinstance(en, ast.Constant):
                skip.add(id(zh))
                yield str(zh.value), zh.lineno, _lower(str(en.value))
        if isinstance(node, ast.ClassDef):
            named = {_target(s): s.value for s in node.body if isinstance(s, (ast.Assign, ast.AnnAssign))}
            zh, en = named.get("zh"), named.get("en")
            if isinstance(zh, ast.Constant) and isinstance(en, ast.Constant) and zh.value:
                skip.add(id(zh))
                yield str(zh.value), zh.lineno, _lower(str(en.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in skip and CJK.search(node.value):
            yield node.value, node.lineno, ""


def hidden(tree: ast.Module) -> Iterator[int]:
    """The lines of f-strings that hold Chinese: no catalogue can find them, so they stay Chinese in English."""
    patterns = {id(part) for node in ast.walk(tree) if _pattern(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr) and id(node) not in patterns and any(
            isinstance(part, ast.Constant) and CJK.search(str(part.value)) for part in node.values
        ):
            yield node.lineno


def listed() -> Iterator[tuple[str, str]]:
    """(Chinese text, file) of what tables give readers: names of sessions and holidays, sources of limits."""
    for name in ("hours", "holidays", "closures"):
        path = CALENDAR / f"{name}.csv"
        with path.open(encoding="utf-8") as lines:
            yield from ((row["name"], _place(path)) for row in csv.DictReader(lines))
    for path in sorted(ROOT.glob("law/*/*/limits.toml")):
        yield from ((limit["source"], _place(path)) for limit in tomllib.loads(path.read_text("utf-8"))["limit"])


def modules() -> Iterator[tuple[str, ast.Module]]:
    """(place, tree) of every module whose texts readers meet."""
    for package in PACKAGES:
        root = ROOT / package
        for path in [root] if root.is_file() else sorted(root.rglob("*.py")):
            if path.name not in MAINTAINERS | BILINGUAL:
                tree = ast.parse(path.read_text("utf-8"))
                sparse = package == "masking" and _place(path) not in WHOLE
                yield _place(path), said(tree) if sparse else tree


def said(tree: ast.Module) -> ast.Module:
    """Of a module most of whose Chinese is data that is searched for: what refusals say, the reasons of what is found, and
    the kinds' names and forms."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    spoken: list[ast.expr] = [call for call in calls if _name(call) in SPOKEN]
    named = {part.id for call in spoken for part in ast.walk(call) if isinstance(part, ast.Name)}
    spoken += [node.value for node in tree.body if isinstance(node, ast.Assign) and _target(node) in named]
    spoken += [arg for call in calls if _name(call) == "Value" for arg in call.args if isinstance(arg, ast.Constant)]
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "reason"]
    spoken += [part.value for node in functions for part in ast.walk(node) if isinstance(part, ast.Return) and part.value]
    for call in calls:
        if _name(call) == "Kind":
            own = {keyword.arg: keyword.value for keyword in call.keywords}
            spoken.append(ast.Call(ast.Name("told"), [own["zh"]], [ast.keyword("en", own["en"])], lineno=call.lineno))
            spoken.append(own["form"])
    return ast.Module([ast.Expr(ast.List([one])) for one in spoken], [])


def _place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _lower(name: str) -> str:
    """A name as it stands inside a sentence: ``Test plan`` is ``test plan``, ``MLPS grading`` stays."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def _pattern(node: ast.AST) -> bool:
    """What only input is matched against."""
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "re.compile"


def _defined(node: ast.AST) -> str | None:
    """The name a statement defines."""
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        return _target(node)
    return node.name if isinstance(node, (ast.FunctionDef, ast.ClassDef)) else None


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _target(statement: ast.Assign | ast.AnnAssign) -> str:
    target = statement.target if isinstance(statement, ast.AnnAssign) else statement.targets[0]
    return target.id if isinstance(target, ast.Name) else ""


def placeholders(text: str) -> set[str]:
    """The named values of a sentence, each with the format it is written in."""
    return {f"{name}:{form}" for _, name, form, _ in string.Formatter().parse(text) if name}


def collect() -> polib.POFile:
    """The catalogue the source asks for, with the translations there are; units have a singular and a plural."""
    given: set[str] = set()
    old = {entry.msgid: entry for entry in polib.pofile(str(PO))} if PO.exists() else {}
    entries: dict[str, polib.POEntry] = {}

    def take(text: str, place: str, english: str = "") -> None:
        entry = entries.get(text)
        if entry is None:
            kept = old.get(text, polib.POEntry(msgid=text))
            entry = entries[text] = polib.POEntry(msgid=text, msgstr=kept.msgstr)
            if text in UNITS.values():
                entry = entries[text] = polib.POEntry(
                    msgid=text, msgid_plural=text, msgstr_plural=kept.msgstr_plural or {0: "", 1: ""}
                )
        if english and text not in given:  # the facts' own name wins, the first of several
            given.add(text)
            entry.msgstr = english
        if (place, "") not in entry.occurrences:
            entry.occurrences.append((place, ""))

    for place, tree in modules():
        for text, _line, english in texts(tree, frozenset(UNSHOWN.get(place, ()))):
            if CJK.search(text):
                take(text, place, english)
    for text, place in listed():
        take(text, place)
    po = polib.POFile(wrapwidth=110)
    po.metadata = {
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Language": "en",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    po.extend(entries[text] for text in sorted(entries))
    return po


def faults(po: polib.POFile) -> list[str]:
    """What is wrong with a catalogue or with what it is collected from."""
    found = []
    for entry in po:
        said = list(entry.msgstr_plural.values()) or [entry.msgstr]
        if not all(said):
            found.append(f"no English: {entry.msgid}")
        elif any(placeholders(entry.msgid) != placeholders(text) for text in said):
            found.append(f"other placeholders: {entry.msgid}")
    for place, tree in modules():
        found += [f"a Chinese f-string cannot be translated: {place}:{line}" for line in hidden(tree)]
        defined = {_defined(node) for node in ast.walk(tree)}
        found += [f"no longer there: {place} {name}" for name in sorted(UNSHOWN.get(place, set()) - defined)]
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
