"""The same answers as ``plain``, from compiled byte kernels that hold no lock."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent


def cache_folder(package: Path, environment: Mapping[str, str]) -> str:
    """Where Numba is to keep compiled code: "" for its own choice (beside the source, else the user's cache folder), or a
    folder under ZHENGAN_HOME where the package may not be written to."""
    home = environment.get("ZHENGAN_HOME")
    if not home or environment.get("NUMBA_CACHE_DIR"):
        return ""
    try:
        cached = package / "__pycache__"
        cached.mkdir(exist_ok=True)
        tempfile.TemporaryFile(dir=cached).close()
    except OSError:
        return str(Path(home) / "cache" / "kernels")
    return ""


if folder := cache_folder(HERE, os.environ):
    os.environ["NUMBA_CACHE_DIR"] = folder  # read when Numba is imported
