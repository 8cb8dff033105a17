"""Folded texts joined as a reader sees them: a calendar or a visiting card is folded wherever its line is full."""

from __future__ import annotations

import re

from zhengan.connectors.mailrelay.words import Masks

FOLD = re.compile(r"\r?\n[ \t]")


def unfolded(text: str, masks: Masks) -> str:
    """A folded text masked across its folds, which stay where they are. Raises ValueError where ``masks`` changes the length."""
    parts, folds = FOLD.split(text), FOLD.findall(text)
    whole = "".join(parts)
    after = masks(whole)
    if len(after) != len(whole):
        raise ValueError
    out, at = [], 0
    for part, fold in zip(parts, [*folds, ""], strict=True):
        out += [after[at : at + len(part)], fold]
        at += len(part)
    return "".join(out)
