"""Arrays of PostgreSQL as a dump spells them, ``{张三,"李 四",NULL}``: masked element by element, and arrays still."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from zhengan.masking.operators.packed import Flags, Packed

BOUNDS = re.compile(r"(?:\[[-+]?\d+:[-+]?\d+\])+=(?=\{)")
PART = re.compile(r'\s*(?:("(?:[^"\\]|\\.)*")|([^{}",\\\s](?:[^{}",\\]|\\.)*)|([{},]))', re.DOTALL)
PLAIN = re.compile(r'[^\s{},"\\]+(?: [^\s{},"\\]+)*\Z')
Place = tuple[int, int]


def elements(text: str) -> list[Place] | None:
    """Where the elements of an array stand that are no NULL; None where a text is no array."""
    bounds = BOUNDS.match(text)
    place = bounds.end() if bounds else 0
    if text[place : place + 1] != "{" or text[-1:] != "}":
        return None
    made: list[Place] = []
    depth, wanted = 0, True  # whether an element or an array may stand here
    while place < len(text):
        part = PART.match(text, place)
        if not part:
            return None
        place = part.end()
        if part[3] == "{":
            if not wanted:
                return None
            depth += 1
        elif part[3] == "}":
            depth, wanted = depth - 1, False
            if depth == 0:
                return made if place == len(text) else None
        elif part[3] == ",":
            if wanted:
                return None
            wanted = True
        else:
            start, end = part.span(1 if part[1] else 2)
            end -= len(text[start:end]) - len(text[start:end].rstrip()) if part[2] else 0
            if not wanted:
                return None
            wanted = False
            if part[1] or text[start:end].upper() != "NULL":
                made.append((start, end))
    return None


def meant(spelt: str) -> str:
    """What an element says."""
    bare = spelt[1:-1] if spelt[:1] == '"' else spelt
    return re.sub(r"\\(.)", r"\1", bare, flags=re.DOTALL)


def written(text: str, quoted: bool) -> str:
    """How another text is spelt in the place of an element."""
    if not quoted and PLAIN.match(text) and text.upper() != "NULL":
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


class Unfolded:
    """A column whose arrays are laid out: each element is a row of its own."""

    def __init__(self, column: Packed, arrays: dict[int, tuple[str, list[Place]]]):
        self.column, self.arrays = column, arrays
        lengths = np.ones(len(column), np.int64)
        for row, (_, places) in arrays.items():
            lengths[row] = len(places)
        self.first = np.concatenate([[0], np.cumsum(lengths)])
        texts: list[str | None] = []
        for row, text in enumerate(column.texts()):
            held = arrays.get(row)
            texts += [meant(held[0][a:b]) for a, b in held[1]] if held else [text]
        self.flat = Packed.of(texts)

    def row(self, place: int) -> int:
        """The row whose element it is."""
        return int(np.searchsorted(self.first, place, "right")) - 1

    def folded(self, after: Packed) -> Packed:
        """The column with masked elements in the place of those that were; as it was spelt what is as it was."""
        before, masked = self.flat.texts(), after.texts()
        made: list[str | None] = []
        for row, low in enumerate(self.first[:-1].tolist()):
            if row not in self.arrays:
                made.append(masked[low])
                continue
            text, places = self.arrays[row]
            out, last = "", 0
            for k, (a, b) in enumerate(places, low):
                new = masked[k] or ""
                out += text[last:a] + (text[a:b] if new == before[k] else written(new, text[a] == '"'))
                last = b
            made.append(out + text[last:])
        return Packed.of(made)


def unfolded(column: Packed) -> Unfolded | None:
    """A column laid out; None where it holds no arrays."""
    filled = np.flatnonzero(column.lengths > 1)
    ends: Any = column.data[column.offsets[1:][filled] - 1] == 125  # }
    firsts: Flags = np.isin(column.data[column.offsets[:-1][filled]], (123, 91))  # { [
    rows = filled[firsts & ends]
    if not rows.size:
        return None
    data, at = memoryview(column.data.data), column.offsets
    texts = {row: bytes(data[at[row] : at[row + 1]]).decode() for row in rows.tolist()}
    arrays = {row: (text, places) for row, text in texts.items() if (places := elements(text)) is not None}
    return Unfolded(column, arrays) if arrays else None
