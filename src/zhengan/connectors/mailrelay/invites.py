"""Calendars and visiting cards. Who meets whom: an address stays, or no answer arrives; the name beside it is masked as a
recipient's is, and so is the name in the field N of a card, family name and given name apart."""

from __future__ import annotations

import re

from zhengan.connectors.mailrelay.addresses import CUE
from zhengan.masking.message import Outcome, Span, mask_message
from zhengan.masking.published import Published

PEOPLE = re.compile(r"(?im)^(?:ORGANIZER|ATTENDEE)[;:][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
MARKS = re.compile(r"(?im)^(?:UID|RELATED-TO)[;:][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
"""By these programs know a meeting again: two that were masked alike would be one."""
NAME = re.compile(r";CN=(?:\"([^\"]*)\"|([^\";:]*))", re.IGNORECASE)

CARD_NAME = re.compile(r"(?im)^(?:[a-z0-9-]{1,20}\.)?N(?:;[^:\r\n]{0,200})?:([^\r\n]*)")
PAGE = re.compile(r"(?im)^([a-z0-9-]{1,40};(?:[^:\r\n]{0,200};)?fmttype=\"?text/html\"?(?:;[^:\r\n]{0,200})?:)([^\r\n]*)")
STARS = re.compile("[*＊]")
BROKEN = re.compile(r"(?m)^[^\r\n]*\\[nN][^\r\n]*")
"""A value in which a line ends: what a reader sees there ``shown`` gives."""


def shown(value: str) -> str:
    """A value with its line ends as a reader sees them."""
    return value.replace("\\n", "\n").replace("\\N", "\n")


def card_masked(text: str, public: Published | None = None) -> Outcome:
    """A visiting card masked, unfolded, as many characters as before."""
    found = mask_message(text, "mail", public)
    out, spans = list(found.text), list(found.spans)
    for line in CARD_NAME.finditer(text):
        low, high = line.span(1)
        if STARS.search(line[1]):  # masked before
            continue
        whole, places = _joined(line[1], low)
        told = mask_message(CUE + whole, "mail", public)
        if any(one.kind == "name" for one in told.spans):
            spans = [one for one in spans if not low <= one.start < high]
            for place, char in zip(places, told.text[len(CUE) :], strict=True):
                if place >= 0:
                    out[place] = char
            spans += [Span(places[one.start - len(CUE)], places[one.end - len(CUE) - 1] + 1, one.kind, one.why)
                      for one in told.spans]  # fmt: skip
    return Outcome("".join(out), tuple(sorted(spans, key=lambda one: one.start)), found.doubtful)


def _joined(value: str, at: int) -> tuple[str, list[int]]:
    """The parts of a name as they are written in one, and where each character stands; -1: nowhere."""
    parts = [(one.group(), at + one.start()) for one in re.finditer("[^;]+", value)]
    text: list[str] = []
    places: list[int] = []
    for part, start in parts:
        if text and value.isascii():
            text.append(" ")
            places.append(-1)
        text += part
        places += range(start, start + len(part))
    return "".join(text), places


def invite_masked(text: str, public: Published | None = None) -> Outcome:
    """A calendar masked, folded or not, as many characters as before."""
    found = mask_message(text, "mail", public)
    out, spans, doubtful = list(found.text), list(found.spans), list(found.doubtful)
    for line in MARKS.finditer(text):
        for one in [one for one in spans if one.kind == "email" and line.start() <= one.start < line.end()]:
            if not mask_message(text[one.start : one.end].partition("@")[0], "mail").spans:
                out[one.start : one.end] = text[one.start : one.end]
                spans.remove(one)
    for line in PEOPLE.finditer(text):
        low, high = line.span()
        for one in [one for one in spans if one.kind == "email" and low <= one.start < high]:
            out[one.start : one.end] = text[one.start : one.end]
            spans.remove(one)
        for name in NAME.finditer(text, low, high):
            start, end = name.span(1 if name[1] is not None else 2)
            spans = [one for one in spans if not start <= one.start < end]
            told = mask_message(CUE + text[start:end], "mail", public)
            out[start:end] = told.text[len(CUE) :]
            for one in told.spans:
                at = slice(one.start - len(CUE) + start, one.end - len(CUE) + start)
                if one.kind == "email":
                    out[at] = text[at]
                else:
                    spans.append(Span(at.start, at.stop, one.kind, one.why))
    return Outcome("".join(out), tuple(sorted(spans, key=lambda one: one.start)), tuple(doubtful))
