"""Who meets whom in a calendar: an address stays, or no answer arrives; the name beside it is masked as a recipient's is."""

from __future__ import annotations

import re

from zhengan.connectors.mailrelay.addresses import CUE
from zhengan.masking.message import Outcome, Span, mask_message

PEOPLE = re.compile(r"(?im)^(?:ORGANIZER|ATTENDEE)[;:][^\r\n]*(?:\r?\n[ \t][^\r\n]*)*")
NAME = re.compile(r";CN=(?:\"([^\"]*)\"|([^\";:]*))", re.IGNORECASE)


def invite_masked(text: str) -> Outcome:
    """A calendar masked, folded or not, as many characters as before."""
    found = mask_message(text, "mail")
    out, spans, doubtful = list(found.text), list(found.spans), list(found.doubtful)
    for line in PEOPLE.finditer(text):
        low, high = line.span()
        for one in [one for one in spans if one.kind == "email" and low <= one.start < high]:
            out[one.start : one.end] = text[one.start : one.end]
            spans.remove(one)
        for name in NAME.finditer(text, low, high):
            start, end = name.span(1 if name[1] is not None else 2)
            spans = [one for one in spans if not start <= one.start < end]
            told = mask_message(CUE + text[start:end], "mail")
            out[start:end] = told.text[len(CUE) :]
            for one in told.spans:
                at = slice(one.start - len(CUE) + start, one.end - len(CUE) + start)
                if one.kind == "email":
                    out[at] = text[at]
                else:
                    spans.append(Span(at.start, at.stop, one.kind, one.why))
    return Outcome("".join(out), tuple(sorted(spans, key=lambda one: one.start)), tuple(doubtful))
