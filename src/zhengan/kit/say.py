"""Sentences for people, kept apart from their language until someone reads them.

The Chinese sentence is the message and the gettext key at once; English comes from the catalogue
``zhengan/locale/en/LC_MESSAGES/zhengan.mo``. A finding stores the sentence and its values, so the same
stored finding reads in either language.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from zhengan.kit.catalogue import translate
from zhengan.kit.quantities import Quantity, duration, number


class Name(str):
    """A word of the user's own, such as the name of a column: it is the same in every language."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Say:
    """One sentence with named values: ``Say("{system} 最近 {days} 天无备份", system="核心", days=3)``."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.render()

    def render(self, lang: str = "zh") -> str:
        """The sentence in ``lang``; values are written with units and separators as people write them."""
        text = translate(self.text, lang)
        return (
            text.format_map({name: spoken(value, lang) for name, value in self.values.items()})
            if self.values
            else text
        )

    def as_data(self) -> list[Any]:
        """Plain data that ``from_data`` reads back: values already fit for JSON."""
        return [self.text, {name: _plain(value) for name, value in self.values.items()}]

    @classmethod
    def from_data(cls, data: list[Any]) -> Say:
        """The sentence stored by ``as_data``."""
        return cls(data[0], {name: _unplain(value) for name, value in data[1].items()})


def say(text: str, /, **values: Any) -> Say:
    """A sentence: ``say("…{name}…", name=…)``. The text must be a literal, so that catalogues can be extracted."""
    return Say(text, values)


def as_names(words: Iterable[str]) -> list[Name]:
    """Some of the user's words, in a row."""
    return [Name(word) for word in words]


def spoken(value: Any, lang: str = "zh") -> str:
    """A value as a reader expects it: dates in ISO, instants to the second they carry, thousands separated."""
    if isinstance(value, (Say, Quantity)):
        return value.render(lang)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}" if value.second else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration(value.total_seconds(), lang)
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        return number(value)
    if isinstance(value, (list, tuple)):
        return ("、" if lang.startswith("zh") else ", ").join(spoken(item, lang) for item in value)
    if isinstance(value, str) and not isinstance(value, Name) and not lang.startswith("zh"):
        return translate(value, lang)
    return str(value)


AS_IT_IS = frozenset({str, int, float, bool, type(None)})  # what JSON tells apart: nearly all there is, so asked first


def _plain(value: Any) -> Any:
    """Tag what JSON cannot tell apart, so that a stored sentence reads back as it was."""
    if type(value) in AS_IT_IS:
        return value
    if isinstance(value, Say):
        return {"say": value.as_data()}
    if isinstance(value, Quantity):
        return {"quantity": [value.value, value.unit, value.sign]}
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, timedelta):
        return {"seconds": value.total_seconds()}
    if isinstance(value, Name):
        return {"name": str(value)}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _unplain(value: Any) -> Any:
    if isinstance(value, list):
        return [_unplain(item) for item in value]
    if isinstance(value, dict):
        ((tag, inner),) = value.items()
        match tag:
            case "say":
                return Say.from_data(inner)
            case "name":
                return Name(inner)
            case "quantity":
                return Quantity(*inner)
            case "at":
                return datetime.fromisoformat(inner)
            case "day":
                return date.fromisoformat(inner)
            case "seconds":
                return timedelta(seconds=inner)
    return value
