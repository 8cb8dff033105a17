"""A place in a chain of groups, and what the rules ask about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from zhengan.masking.kinds.labels import CARD, FUND, FUTURES, ID, PASSPORT, PERMIT, PHONE, SECURITIES
from zhengan.masking.plain import context
from zhengan.masking.plain.extensions import extended
from zhengan.masking.plain.letters import run_into, run_on
from zhengan.masking.plain.lexer import IS_HYPHEN, IS_SPACE, Group
from zhengan.masking.plain.lists import cell_like
from zhengan.masking.plain.markup import told
from zhengan.masking.plain.meaning import meaning

PROVING, TELLING = (PHONE, CARD, ID), (SECURITIES, FUTURES, FUND, PASSPORT, PERMIT)
OTHER = 15  # figures that are no part of a number to call: those of papers, of a card
# An ID read aloud: province and prefecture, county, year, month, day, the rest.
PARTED = ([3, 3, 4, 2, 2, 4], [6, 4, 2, 2, 4])


@dataclass(frozen=True)
class Value:
    """What a rule found: bytes, kind, how many groups it took, and why."""

    start: int
    end: int
    kind: str
    groups: int
    why: str


def near(groups: list[Group]) -> bool:
    """A space or a hyphen of one byte stands before each."""
    return all(len(group.sep) == 1 for group in groups)


@dataclass(frozen=True)
class Reading:
    """The group ``at`` of a chain and those behind it. ``count`` below: how many groups from here on."""

    data: bytes
    chain: list[Group]
    at: int

    @property
    def start(self) -> int:
        """Where the first group starts."""
        return self.chain[self.at].start

    @property
    def first(self) -> Group:
        """The first group."""
        return self.chain[self.at]

    def end(self, count: int) -> int:
        """Where the last of them ends."""
        return self.chain[self.at + count - 1].end

    def shape(self, count: int, mixed: bool = False) -> list[int]:
        """How many digits each holds; [] where the chain is shorter or (unless ``mixed``) separators differ."""
        groups = self.chain[self.at : self.at + count]
        if len(groups) < count or not (mixed or self.even(count)):
            return []
        return [len(group.digits) for group in groups]

    def even(self, count: int, skip: int = 0) -> bool:
        """The separators between them are the same; those of the first ``skip`` groups may differ."""
        return len({group.sep for group in self.chain[self.at + 1 + skip : self.at + count]}) <= 1

    def digits(self, count: int) -> str:
        """Their digits, joined."""
        return "".join(group.digits for group in self.chain[self.at : self.at + count])

    def counts(self, most: int) -> list[int]:
        """The counts of groups with one separator throughout that hold 16 digits and more, up to ``most``."""
        found = []
        total = 0
        for count in range(1, min(most, len(self.chain) - self.at) + 1):
            total += len(self.chain[self.at + count - 1].digits)
            if total > most or not self.even(count):
                break
            if total >= 16:
                found.append(count)
        return found

    def gap(self, count: int) -> bytes:
        """What may stand before an X behind the groups: what stands between them; behind one, a space or a hyphen."""
        last = self.chain[self.at + count - 1]
        found = IS_SPACE.match(self.data, last.end) or IS_HYPHEN.match(self.data, last.end)
        return found[0] if found and (count == 1 or found[0] == last.sep) else b""

    def tight(self, count: int) -> bool:
        """Some group has seven digits, or two neighbours have four each, or three have 4, 3 and 4 a byte apart, or all
        have one and a space between, or they are the parts of an ID, or a digit is written otherwise: what the fast path
        looks for first."""
        groups = self.chain[self.at : self.at + count]
        sizes = [len(group.digits) for group in groups]
        return (
            max(sizes) >= 7
            or any(a >= 4 and b >= 4 for a, b in pairwise(sizes))
            or (set(sizes) == {1} and groups[-1].sep == b" ")
            or any(sizes[k : k + 3] == [4, 3, 4] and near(groups[k + 1 : k + 3]) for k in range(count - 2))
            or (sizes in PARTED and near(groups[1:]))
            or any(group.written_otherwise for group in groups)
        )

    def joined(self, count: int) -> bool:
        """A hyphen ties the value to digits before or behind it."""
        behind = self.at + count
        return self.first.hyphened or (behind < len(self.chain) and self.chain[behind].hyphened)

    def weak(self, count: int, proven: bool = False) -> bool:
        """What speaks against a number that proves little: a letter or decimal behind it, an amount, hyphens to more
        digits around several groups. ``proven``: it has check digits or the form of a mobile number; so letters may follow it
        behind a label that says so: 手机13812345678L, 卡号6228…CNY."""
        end = self.end(count)
        if proven and run_on(self.data, end) and self.label[0] in PROVING:
            return (count > 1 and self.joined(count)) or not self.tight(count)
        return (
            not context.right_free(self.data, end)
            or context.amount(self.data, self.start, end)
            or (count > 1 and self.joined(count))
            or not self.tight(count)
        )

    def followed(self, kind: int) -> bool:
        """A word in letters and Chinese follow the first group, which a label of that kind tells: 资金账号88012345VIP客户."""
        return kind in TELLING and run_into(self.data, self.end(1)) and self.tight(1)

    def weak_line(self, count: int) -> bool:
        """The same for a fixed line, behind which an extension of up to five digits may be tied."""
        behind = self.chain[self.at + count : self.at + count + 1]
        end = self.end(count) if self.at + count <= len(self.chain) else self.start
        return (
            self.first.hyphened
            or any(group.hyphened and 5 < len(group.digits) < OTHER and not cell_like(group.digits.encode()) for group in behind)
            or not (context.right_free(self.data, end) or extended(self.data, end) > end)
            or context.amount(self.data, self.start, end)
            or not self.tight(count)
        )

    def label_before(self, letters: int) -> tuple[int, str]:
        """The label before letters that touch the first group."""
        return told(self.data, self.start - letters)

    @cached_property
    def label(self) -> tuple[int, str]:
        """The label that speaks of it."""
        return meaning(self.data, self.start)

    @property
    def plus(self) -> int:
        """Where a plus sign before the country code starts, or the first group."""
        for sign in (b"+", "＋".encode(), b"%2B", b"%2b"):
            if self.data.endswith(sign, 0, self.start):
                return self.start - len(sign)
        return self.start
