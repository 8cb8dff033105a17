"""Everything that is compiled, compiled beforehand: afterwards no run waits for it.

The work is done by use: small files of each format are masked, so that what is compiled is what will be called.
"""

from __future__ import annotations

import py_compile
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from numba.core import event

from zhengan.kit.say import Say, say
from zhengan.masking import policy
from zhengan.masking.fast import engine
from zhengan.masking.published import Published
from zhengan.masking.run import mask
from zhengan.masking.unproven import places

LINE = "客户张伟，身份证360426199101010071，住址：北京市朝阳区建国路88号3栋501室，手机13812345678\n"
ENOUGH = 300  # lines that the reference is not asked for (``choice``)
TABLE = 'name,id,tel,remark,order_no\n张伟,360426199101010071,13812345678,"客户张伟说""好""",13812345678\n李娜,,１３８,,\n'
RULES = """zhengan-masking: "1"
key: once
names: names.txt
columns:
  name: {kind: name, operator: fake}
  id: {kind: resident_id, operator: fpe}
  tel: {kind: mobile, operator: fpe}
kinds:
  mobile: {operator: hash}
  name: {operator: redact}
"""


def steps() -> Iterator[tuple[Say, Callable[[], object]]]:
    """What is compiled, in the order in which it is first needed, each with what does it."""
    yield say("识别内核"), recognition
    yield say("文本与 GB18030 文件"), plain
    yield say("CSV 文件"), tables
    yield say("假名与哈希"), pseudonyms
    yield say("Python 字节码"), bytecode


@contextmanager
def compiling() -> Iterator[list[str]]:
    """The kernels that are compiled in the block, as they are; what is read from the disk is none of them."""
    made: list[str] = []

    class Heard(event.Listener):
        """Of every one."""

        def on_start(self, event: Any) -> None:
            """It begins."""
            made.append(event.data["dispatcher"].py_func.__qualname__)

        def on_end(self, event: Any) -> None:
            """It is done."""

    with event.install_listener("numba:compile", Heard()):
        yield made


def recognition() -> None:
    """What finds values, and labelled numbers that are doubtful."""
    engine.ready()
    raw = LINE.encode()
    places(engine.padded(raw), len(raw))


def plain() -> None:
    """Texts, and one with a list of published data."""
    every, listed = policy.builtin(), replace(policy.builtin(), public=Published(["021-55550100"]))
    files({"a.txt": LINE * ENOUGH}, every, ("utf-8", "gb18030"))
    files({"a.txt": LINE * ENOUGH}, listed, ("utf-8",))


def files(texts: dict[str, str], chosen: policy.Policy, encodings: tuple[str, ...]) -> None:
    """Masks small files that are thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in texts.items():
            for encoding in encodings:
                source = Path(folder, name)
                source.write_bytes(text.encode(encoding))
                mask(source, Path(folder, "out"), chosen, encoding=encoding, force=True)


def tables() -> None:
    """Columns that are searched, and columns under stars where nothing is searched."""
    every = policy.builtin()
    stars = replace(every, columns={"tel": every.of_kind("mobile")}, rest="leave")
    for chosen in (every, stars):
        files({"a.csv": TABLE}, chosen, ("utf-8",))


def pseudonyms() -> None:
    """Operators with a key, and a list of names."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "names.txt").write_text("佘一行\n", encoding="utf-8")
        path = Path(folder, "policy.yaml")
        path.write_text(RULES, encoding="utf-8")
        key = bytes((7 * k * k + 31 * k + 5) % 251 for k in range(32))  # nothing real is masked with it
        files({"a.csv": TABLE}, policy.load(path, {}, key), ("utf-8",))


def bytecode() -> None:
    """Every module that is loaded by now, translated where it is not yet.

    Python does so by itself, save where it is told not to (PYTHONDONTWRITEBYTECODE, as images of containers have it): there
    each run read Numba's sources anew, which took two thirds of its time. A folder that cannot be written stays as it is.
    """
    for module in list(sys.modules.values()):
        source = Path(getattr(module, "__file__", None) or "")
        if source.suffix == ".py" and not fresh(source):
            with suppress(OSError, py_compile.PyCompileError):
                py_compile.compile(str(source), doraise=True)


def fresh(source: Path) -> bool:
    """Whether the translation of a source is there, and not older than it; so too where there is no source."""
    try:
        return Path(cache_from_source(source)).stat().st_mtime >= source.stat().st_mtime
    except FileNotFoundError:
        return not source.exists()
