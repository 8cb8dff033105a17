"""`python scripts/pictures.py [NAME…]`: the pictures of the guide, taken from a fresh installation with the sample.

Sets one up, logs in as a stranger would, and photographs its pages with the system's Chromium: Chinese and English,
1440 px and 390 px wide. Writes docs/images/NAME-LANGUAGE-WIDTH.png in few colours, so that a clone stays small.
With names, only those pictures.
"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent.parent))
from scripts.fresh import Fresh, fresh

IMAGES = Path(__file__).parent.parent / "docs" / "images"
LANGUAGES = {"zh": "zh-hans", "en": "en"}
DESK, PHONE = 1440, 390
HEIGHTS = {DESK: 900, PHONE: 844}
COLOURS = 128
BREACH = "#c21\\.3 tr.f-not_met a[href*='/findings/']"  # the worst of a clause that has figures
MISTAKEN = "系统编号,备份完成时刻,是否成功,备份位置\ncore,2026-02-30 02:00,是,本地\nnope,2026-03-01 02:00,也许,异地\n"


@dataclass(frozen=True)
class Picture:
    """A page, how to get there once logged in, and in which widths it is shown."""

    name: str
    go: Callable[[Page], object]
    widths: tuple[int, ...] = (DESK,)


def _breach(page: Page) -> None:
    page.goto(f"{_house(page)}articles/21/")
    page.goto(str(page.locator(BREACH).first.get_attribute("href")))


def _system(page: Page, tab: str = "") -> None:
    page.goto(f"{_house(page)}articles/21/")
    href = str(page.locator("tr.f-not_met a[href*='/systems/']").first.get_attribute("href"))
    page.goto("/".join(href.split("/")[:5]) + "/" + tab)
    page.wait_for_load_state("networkidle")  # its charts are drawn by a script


def _mistaken(page: Page) -> None:
    page.goto(f"{_house(page)}registers/backup_runs/import/")
    file = {"name": "backups.csv", "mimeType": "text/csv", "buffer": MISTAKEN.encode()}
    page.locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    page.locator("form[enctype] button.btn-primary").click()
    page.locator("#preview").wait_for()


def _room(page: Page) -> None:
    page.goto(f"{_house(page)}incidents/")
    page.goto(str(page.locator("a[href*='/room/']").first.get_attribute("href")))


def _at(path: str) -> Callable[[Page], object]:
    return lambda page: page.goto(_house(page) + path)


PICTURES = (
    Picture("board", _at(""), (DESK, PHONE)),
    Picture("article", _at("articles/20/"), (DESK, PHONE)),
    Picture("finding", _breach, (DESK, PHONE)),
    Picture("system", _system, (DESK, PHONE)),
    Picture("capacity", lambda page: _system(page, "capacity/")),
    Picture("backups", lambda page: _system(page, "backups/")),
    Picture("calendar", _at("calendar/")),
    Picture("register", _at("registers/backup_runs/")),
    Picture("form", _at("registers/restore_tests/new/")),
    Picture("import", _mistaken),
    Picture("room", _room, (DESK, PHONE)),
)


def files(picture: Picture) -> Iterator[tuple[str, int, str]]:
    """(language, width, file name) of every version of a picture."""
    for language in LANGUAGES:
        for width in picture.widths:
            yield language, width, f"{picture.name}-{language}-{width}.png"


def small(png: bytes) -> bytes:
    """The same picture in few colours: a third of the bytes, and text stays as sharp."""
    kept = io.BytesIO()
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(COLOURS, dither=Image.Dither.NONE).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _house(page: Page) -> str:
    """The start of every address of the institution, as on the page before."""
    return "/" + "/".join(page.url.split("/")[3:5]) + "/"


def _window(browser: Browser, at: Fresh, language: str, width: int) -> Page:
    """A window of somebody logged in who reads this language."""
    window = browser.new_context(
        base_url=at.address, viewport={"width": width, "height": HEIGHTS[width]}, locale="zh-CN" if language == "zh" else "en-GB"
    )
    window.add_cookies([{"name": "django_language", "value": LANGUAGES[language], "url": at.address}])
    page = window.new_page()
    page.goto("/login/")
    page.locator("#id_username").fill(at.user)
    page.locator("#id_password").fill(at.password)
    page.locator("#id_password").press("Enter")
    page.locator(".wall").wait_for()
    return page


def main(wanted: list[str]) -> int:
    """Take the pictures wanted, or all; the exit code."""
    unknown = set(wanted) - {picture.name for picture in PICTURES}
    if unknown:
        print(f"no such picture: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [picture for picture in PICTURES if not wanted or picture.name in wanted]
    IMAGES.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with fresh() as at, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium's own cannot start for root
        )
        windows: dict[tuple[str, int], Page] = {}
        for picture in chosen:
            for language, width, name in files(picture):
                page = windows.get((language, width)) or _window(browser, at, language, width)
                windows[language, width] = page
                picture.go(page)
                png = small(page.screenshot(animations="disabled"))
                (IMAGES / name).write_bytes(png)
                print(f"{name}  {len(png) // 1024} KiB")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
