"""The language in hand, in the two letters that the law, the facts and the sentences use."""

from __future__ import annotations

import gettext

from django.utils.translation import get_language

from zhengan.kit.catalogue import LOCALES, catalogue


def lang() -> str:
    """``zh`` or ``en``."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def join_catalogues() -> None:
    """Let sentences raised by registers and pages be found in Django's catalogue where the pure packages' has none."""
    catalogue("en").add_fallback(gettext.translation("django", LOCALES, ["en"], fallback=True))
