"""What others wrote stands as they published it, with its licence; of the icons only those in use."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import zhengan.web

WEB = Path(zhengan.web.__file__).parent
VENDOR = WEB / "static" / "vendor"


def test_every_vendored_file_is_the_one_pinned() -> None:
    pinned = dict(reversed(line.split(None, 1)) for line in (VENDOR / "SHA256SUMS").read_text().splitlines())
    found = {
        str(path.relative_to(VENDOR)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert found == pinned


def test_every_package_has_its_licence_and_is_listed() -> None:
    told = (VENDOR / "README.md").read_text()
    for folder in filter(Path.is_dir, VENDOR.iterdir()):
        assert (folder / "LICENSE").read_text().strip()
        assert f"`{folder.name}/`" in told


def test_the_sprite_holds_the_icons_in_use_and_no_others() -> None:
    sprite = set(re.findall(r'<symbol id="([\w-]+)"', (VENDOR / "tabler-icons" / "sprite.svg").read_text()))
    sources = "".join(path.read_text() for path in [*WEB.rglob("*.html"), *WEB.rglob("*.py")])
    used = set(re.findall(r'{% icon "([\w-]+)"', sources))
    tags = (WEB / "templatetags" / "house.py").read_text()
    used |= set(re.findall(r'": "([\w-]+)"', tags[tags.index("ICONS = {") : tags.index("STATES = {")]))
    assert used == sprite


def test_nothing_is_fetched_from_elsewhere() -> None:
    for path in [*WEB.rglob("*.html"), *(WEB / "static" / "zhengan").iterdir()]:
        addresses = re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"']*", path.read_text())
        assert [a for a in addresses if not a.startswith("http://www.w3.org/")] == [], path
