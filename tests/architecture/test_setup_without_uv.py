"""Setting up: what was made with uv runs in a shell without it, and where it cannot, the true reason is said."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT

PINNED = re.compile(r"^([A-Za-z0-9_.\-\[\]]+)==(\S+)", re.MULTILINE)
TOOLS = ("sh", "cat", "dirname", "nice", "pwd", "head", "apt-get")
NO_PIP = """#!/bin/sh
case "$*" in *"-m pip"*|*"-m ensurepip"*) exit 1 ;; esac
exec {python} "$@"
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout as ``uv venv`` leaves it: a Python without pip, and no uv on the path of the shell."""
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "setup.sh", tmp_path / "scripts")
    inside = tmp_path / ".venv" / "bin"
    inside.mkdir(parents=True)
    for name, text in (("python", NO_PIP.format(python=sys.executable)), ("zhengan", "#!/bin/sh\n")):
        (inside / name).write_text(text)
        (inside / name).chmod(0o755)
    (tmp_path / "bin").mkdir()
    for tool in TOOLS:
        if found := shutil.which(tool):
            (tmp_path / "bin" / tool).symlink_to(found)
    return tmp_path


def setup(checkout: Path, kind: str) -> subprocess.CompletedProcess[str]:
    around = {**os.environ, "PATH": str(checkout / "bin")}
    return subprocess.run(["/bin/sh", "scripts/setup.sh", kind], cwd=checkout, env=around, capture_output=True, text=True)


def test_all_it_takes_to_run_is_in_what_it_takes_to_test() -> None:
    run, dev = (dict(PINNED.findall((ROOT / name).read_text("utf-8"))) for name in ("requirements.lock", "requirements-dev.lock"))
    assert len(run) > 20 and run.items() <= dev.items()


def test_an_environment_made_to_test_runs_without_being_installed_again(checkout: Path) -> None:
    script = (checkout / "scripts" / "setup.sh").read_text("utf-8")
    digest = re.search(r"^digest\(\) \{\n.*?^\}", script, re.MULTILINE | re.DOTALL)
    assert digest
    made = subprocess.run(
        ["/bin/sh", "-c", f"{digest[0]}\ndigest requirements-dev.lock"], cwd=checkout, capture_output=True, text=True, check=True
    )
    (checkout / ".venv" / ".zhengan-dev").write_text(made.stdout)
    done = setup(checkout, "run")
    assert done.returncode == 0 and "installing" not in done.stdout, done.stdout + done.stderr
    assert (checkout / ".venv" / ".zhengan-run").exists()
    assert setup(checkout, "run").stdout == ""  # and then nothing at all is to be done


def test_without_pip_and_without_uv_the_reason_is_the_true_one(checkout: Path) -> None:
    done = setup(checkout, "run")
    assert done.returncode == 1
    assert "made with uv" in done.stderr and "PATH" in done.stderr and "package index" not in done.stderr
    assert "No module named pip" not in done.stderr
