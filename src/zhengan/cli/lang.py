"""Which language the terminal speaks: ``ZHENGAN_LANG``, else the locale; Chinese unless English is asked for."""

from __future__ import annotations

import os

from zhengan.kit.catalogue import translate
from zhengan.kit.say import Say


def language() -> str:
    """``zh`` or ``en``."""
    for name in ("ZHENGAN_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "en" if value.lower().startswith("en") else "zh"
    return "zh"


def _(text: str) -> str:
    """A fixed text of the command line in the terminal's language."""
    return translate(text, language())


def speak(sentence: Say) -> str:
    """A sentence with values in the terminal's language."""
    return sentence.render(language())
