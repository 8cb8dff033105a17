"""Compiled kernels are kept on disk, and not a day longer than the sources that are compiled into them."""

import importlib
import os
import subprocess
import sys
from pathlib import Path
from types import FunctionType, ModuleType

import pytest
from numba.core.dispatcher import Dispatcher
from numba.core.extending import _Intrinsic

import zhengan.masking
from zhengan.masking import kept

ROOT = Path(zhengan.masking.__file__).parent
SOURCES = sorted(ROOT.rglob("*.py"))
INNER = "from numba import njit\nfrom sample.figures import STEP\n\n@njit(inline='always')\ndef step(x):\n    return x + STEP\n"
OUTER = (
    "from zhengan.masking.kept import kept\nfrom sample import inner\n\n"
    "@kept\ndef run(x):\n    return inner.step(x)\n\n@kept(error_model='numpy')\ndef other(x):\n    return x / 2\n"
)
PROGRAM = "from sample.outer import other, run; print(run(1), sum(run.stats.cache_hits.values()), other(3))"


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A package with a kernel, what is compiled into it, and where that takes a figure from."""
    folder = tmp_path / "sample"
    (folder / "data").mkdir(parents=True)
    for name, text in {
        "__init__.py": "", "figures.py": "STEP = 1\n", "inner.py": INNER, "outer.py": OUTER, "apart.py": "A = 1\n",
        "data/table.csv": "1\n",
    }.items():  # fmt: skip
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def run(package: Path) -> tuple[int, bool]:
    """What the kernel answers in a new process, and whether its code was at hand."""
    paths = [str(package.parent), str(ROOT.parents[1]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"NUMBA_CACHE_DIR": str(package.parent / "kept")}
    done = subprocess.run([sys.executable, "-c", PROGRAM], env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer, hits, half = done.stdout.split()
    assert float(half) == 1.5
    return int(answer), int(hits) == 1


def test_a_change_in_what_is_compiled_into_a_kernel_is_taken_up(package: Path) -> None:
    assert run(package) == (2, False)
    assert run(package) == (2, True)
    (package / "inner.py").write_text(INNER.replace("x + STEP", "x - STEP"), encoding="utf-8")
    assert run(package) == (0, False)
    (package / "figures.py").write_text("STEP = 5\n", encoding="utf-8")  # two imports away
    assert run(package) == (-4, False)
    assert run(package) == (-4, True)


def test_a_change_elsewhere_compiles_nothing(package: Path) -> None:
    assert run(package) == (2, False)
    (package / "apart.py").write_text("A = 2\n", encoding="utf-8")
    assert run(package) == (2, True)
    (package / "data" / "table.csv").write_text("2\n", encoding="utf-8")  # a module beside it may read it
    assert run(package) == (2, False)


def test_stamps_differ_by_content_and_by_nothing_else(package: Path) -> None:
    def stamp() -> bytes:
        for function in (kept.stamp, kept.near, kept.content, kept.file_of, kept.names):
            function.cache_clear()
        return kept.stamp(str(package / "outer.py"), "sample.outer")

    first = stamp()
    os.utime(package / "inner.py", (1, 1))
    assert stamp() == first
    moved = package.rename(package.parent / "elsewhere").rename(package)
    assert moved == package and stamp() == first
    (package / "inner.py").write_text(INNER + "\n", encoding="utf-8")
    assert stamp() != first


def kernels(module: ModuleType) -> list[Dispatcher]:
    """The kernels that stand in a module and are kept."""
    every = [value for value in vars(module).values() if isinstance(value, Dispatcher)]
    return [one for one in every if one.py_func.__module__ == module.__name__ and isinstance(one._cache, kept.Cache)]


def called(function: FunctionType, seen: set[FunctionType]) -> set[FunctionType]:
    """The functions that are compiled when this one is, by the names it uses."""
    if function in seen:
        return seen
    seen.add(function)
    for name in function.__code__.co_names:
        for place in (function.__globals__, *(vars(v) for v in function.__globals__.values() if isinstance(v, ModuleType))):
            value = place.get(name)
            inner = value.py_func if isinstance(value, Dispatcher) else value._defn if isinstance(value, _Intrinsic) else None
            if inner is not None:
                called(inner, seen)
    return seen


HOLDERS = [path for path in SOURCES if "\n@kept" in path.read_text(encoding="utf-8")]
MODULES = [".".join(path.relative_to(ROOT.parents[1]).with_suffix("").parts) for path in HOLDERS]


@pytest.mark.parametrize("name", MODULES)
def test_the_stamp_covers_whatever_a_kernel_calls(name: str) -> None:
    module = importlib.import_module(name)
    assert kernels(module)
    path = module.__file__ or ""
    covered = kept.reached(path, str(ROOT.parents[1]), b"zhengan")
    for kernel in kernels(module):
        for function in called(kernel.py_func, set()):
            assert function.__code__.co_filename in covered, (kernel, function)


def test_tables_that_kernels_are_made_from_are_covered() -> None:
    path = str(ROOT / "fast" / "structuredkernel.py")
    covered = kept.reached(path, str(ROOT.parents[1]), b"zhengan")
    assert {str(path) for path in (ROOT / "kinds" / "data").glob("*.csv")} <= covered
    assert str(ROOT / "plain" / "columns.py") in covered


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_kept_otherwise(path: Path) -> None:
    """Numba's own ``cache=True`` looks at one file; and imports within the package must be written out to be followed."""
    text = path.read_text(encoding="utf-8")
    assert "cache=True" not in text
    assert "\nfrom ." not in text
