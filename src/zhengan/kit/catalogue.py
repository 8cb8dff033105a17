"""The message catalogues of the pure packages. Chinese, the language of the messages, needs none."""

from __future__ import annotations

import functools
import gettext
from pathlib import Path

LOCALES = Path(__file__).parent.parent / "locale"


@functools.cache
def catalogue(lang: str) -> gettext.NullTranslations:
    """The catalogue of a language; for Chinese, one that gives every message back as it is."""
    if lang.startswith("zh"):
        return gettext.NullTranslations()
    return gettext.translation("zhengan", LOCALES, [lang.partition("-")[0]], fallback=True)


def translate(text: str, lang: str) -> str:
    """A fixed Chinese text in ``lang``; one the catalogue lacks stays Chinese."""
    return catalogue(lang).gettext(text) if text else ""


def translate_unit(text: str, lang: str, count: float) -> str:
    """A unit in ``lang`` as it stands after a count: ``1 item``, ``2 items``."""
    return catalogue(lang).ngettext(text, text, 1 if count == 1 else 2)
