"""What a register knows of each field, drawn from the fact and its column, so that nothing is written twice."""

from __future__ import annotations

import dataclasses
import functools
import types
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, Union, get_args, get_origin

from zhengan.facts.base import Fact, Term
from zhengan.facts.convert import hints
from zhengan.records.models import Record
from zhengan.records.values import stated

CONTROLS: dict[Any, str] = {str: "text", bool: "bool", int: "integer", float: "number", date: "day", datetime: "instant"}
OPEN = "open"  # what the end of a term says left empty: it holds


@dataclass(frozen=True)
class Field:
    """One field of a register: its name, type, names for people, and by which control it is entered.

    ``words``: the values it chooses from; ``ref``: the register whose identifiers it holds; ``required``: a record
    without it says nothing; ``longest``: how many characters its column holds; ``blank``: what it says left empty; ``sum``: it
    is a digest, written with its algorithm.
    """

    name: str
    hint: Any
    zh: str
    en: str
    required: bool
    control: str
    words: tuple[str, ...] = ()
    ref: str = ""
    many: bool = False
    longest: int = 2000
    blank: Any = None
    sum: bool = False

    def label(self, lang: str = "zh") -> str:
        """Its name; a bracket that only lists the words to choose from is left out."""
        text = self.en if lang.startswith("en") else self.zh
        return text.partition("（")[0] if self.words and self.control != "when" else text


@functools.cache
def fields_of(model: type[Record]) -> tuple[Field, ...]:
    """The fields a user states, the identifier first."""
    return tuple(_fields(model))


def _fields(model: type[Record]) -> Iterator[Field]:
    kind = model.fact
    by_name = {f.name: f for f in dataclasses.fields(kind)}
    yield Field("id", str, by_name["id"].metadata["zh"], by_name["id"].metadata["en"], False, "text", longest=100)
    for name in stated(kind):
        yield _field(kind, model, by_name[name])


def _field(kind: type[Fact], model: type[Record], source: dataclasses.Field[Any]) -> Field:
    hint = hints(kind)[source.name]
    words = tuple(str(word) for word in _words(hint))
    many = _is_tuple(hint)
    column = model._meta.get_field(source.name)
    ref = getattr(column, "to", "")
    return Field(
        source.name, hint, source.metadata["zh"], source.metadata["en"],
        required=source.default is dataclasses.MISSING, control=_control(hint, words, ref), words=words, ref=ref, many=many,
        longest=getattr(column, "max_length", None) or Field.longest,
        blank=_blank(kind, source), sum=source.metadata["sum"],
    )  # fmt: skip


def _blank(kind: type[Fact], source: dataclasses.Field[Any]) -> Any:
    if source.name == "to" and issubclass(kind, Term):
        return OPEN
    return None if source.default is dataclasses.MISSING else source.default


def _control(hint: Any, words: tuple[str, ...], ref: str) -> str:
    inner = _plain_types(hint)
    if datetime in inner and words:
        return "when"
    if ref:
        return "ref"
    if words:
        return "word"
    found = [CONTROLS[t] for t in inner if t in CONTROLS]
    return found[0] if found else "json"


def _plain_types(hint: Any) -> list[Any]:
    if get_origin(hint) in (Union, types.UnionType, tuple):
        return [t for arg in get_args(hint) for t in _plain_types(arg)]
    return [hint]


def _words(hint: Any) -> Iterator[Any]:
    if get_origin(hint) is Literal:
        yield from get_args(hint)
    elif get_origin(hint) in (Union, types.UnionType, tuple):
        for arg in get_args(hint):
            yield from _words(arg)


def _is_tuple(hint: Any) -> bool:
    if get_origin(hint) is tuple:
        return True
    return get_origin(hint) in (Union, types.UnionType) and any(_is_tuple(arg) for arg in get_args(hint))
