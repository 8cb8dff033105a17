"""Coarser values: a date becomes its month or year, an age or an amount a band, an address its district."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, ClassVar, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.districts import Level, up_to
from zhengan.masking.operators.packed import Flags, Packed

YEAR, MONTH, DAY = r"(?P<y>1[89]\d\d|2[01]\d\d)", r"(?P<m>0?[1-9]|1[0-2])", r"(?:0?[1-9]|[12]\d|3[01])"
SEPARATED = rf"^\s*{YEAR}\s*(?:年|[-/.])\s*{MONTH}\s*(?:(?:月|[-/.])\s*{DAY}\s*日?(?:[ T].*)?|月?)\s*$"
COMPACT = rf"^\s*{YEAR}(?P<m>0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:\d{{6}})?\s*$"
AMOUNT = r"^\s*[¥￥]?\s*(?P<n>-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*元?\s*$"
TEN_THOUSAND = 10_000


@dataclass(frozen=True, kw_only=True)
class Generalise(Operator):
    """A coarser value. What already is one stays, so that masking twice changes nothing more."""

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """The coarser values; misfits are those that could not be read."""
        coarse = self.coarse(column.to_arrow(pa.large_string()))
        read = np.asarray(pc.is_valid(coarse).to_numpy(zero_copy_only=False), np.bool_)
        result = Packed.from_arrow(pc.fill_null(coarse, "").cast(pa.large_string()))
        return Packed(result.data, result.offsets, column.present), column.filled & ~read

    @abstractmethod
    def coarse(self, texts: Any) -> Any:
        """The coarser value of each text (an Arrow array); missing where it cannot be read."""


@dataclass(frozen=True, kw_only=True)
class GeneraliseDate(Generalise):
    """``1991-01`` or ``1991``, from 1991-01-02, 19910102, 1991/1/2, 1991年1月2日, with or without a time of day."""

    name: ClassVar[str] = "generalise_date"
    to: Literal["month", "quarter", "year"] = "month"

    def coarse(self, texts: Any) -> Any:
        """Year and month, written out."""
        spaced, compact = pc.extract_regex(texts, SEPARATED), pc.extract_regex(texts, COMPACT)
        year = pc.coalesce(pc.struct_field(spaced, "y"), pc.struct_field(compact, "y"))
        month = pc.utf8_lpad(pc.coalesce(pc.struct_field(spaced, "m"), pc.struct_field(compact, "m")), 2, "0")
        if self.to == "year":
            return pc.coalesce(year, pc.struct_field(pc.extract_regex(texts, rf"^\s*{YEAR}\s*年?\s*$"), "y"))
        if self.to == "quarter":
            quarter = pc.divide(pc.add(pc.cast(month, pa.int32()), 2), 3)
            made = joined(year, pc.cast(quarter, pa.large_string()), "Q")
            return pc.coalesce(made, kept(texts, r"\d{4}Q[1-4]"))
        return joined(year, month, "-")


@dataclass(frozen=True, kw_only=True)
class GeneraliseAge(Generalise):
    """``30-39`` for bands of ten years; from ``top`` on ``90+``, for the oldest are few."""

    name: ClassVar[str] = "generalise_age"
    width: int = 10
    top: int = 90

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.width < 2 or self.top % self.width:
            raise Problem(
                say("年龄段 {width} 不行", width=self.width),
                say("每段至少两岁，最高年龄 {top} 应为其整数倍", top=self.top),
                "例如 width: 10，top: 90",
                code="masking-option",
            )

    def coarse(self, texts: Any) -> Any:
        """The band of each age up to 150."""
        labels = [
            f"{self.top}+"
            if age >= self.top
            else f"{age // self.width * self.width}-{age // self.width * self.width + self.width - 1}"
            for age in range(151)
        ]
        ages = pc.struct_field(pc.extract_regex(texts, r"^\s*(?P<n>\d{1,3})(?:周?岁)?\s*$"), "n")
        ages = pc.cast(ages, pa.int32())
        ages = pc.if_else(pc.less_equal(ages, 150), ages, pa.scalar(None, pa.int32()))
        made = pc.take(pa.array(labels, pa.large_string()), ages)
        return pc.coalesce(made, among(texts, labels))


@dataclass(frozen=True, kw_only=True)
class GeneraliseAmount(Generalise):
    """``10万-50万``: the band between two of ``edges`` (in yuan), the lower one included."""

    name: ClassVar[str] = "generalise_amount"
    edges: tuple[int, ...] = (0, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000)

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.edges or any(after <= before for before, after in pairwise(self.edges)):
            raise Problem("金额分段不对", "分段要递增", "例如 0、100000、1000000", code="masking-option")

    def coarse(self, texts: Any) -> Any:
        """The band of each amount."""
        names = [
            f"{edge // TEN_THOUSAND}万" if edge and edge % TEN_THOUSAND == 0 else str(edge)
            for edge in self.edges
        ]
        labels = [f"{names[0]}以下", *(f"{a}-{b}" for a, b in pairwise(names)), f"{names[-1]}以上"]
        number = pc.replace_substring(pc.struct_field(pc.extract_regex(texts, AMOUNT), "n"), ",", "")
        amounts = pc.cast(number, pa.float64())
        band = np.searchsorted(
            np.array(self.edges, np.float64),
            pc.fill_null(amounts, 0.0).to_numpy(zero_copy_only=False),
            "right",
        )
        made = pc.take(
            pa.array(labels, pa.large_string()),
            pa.array(band, mask=pc.is_null(amounts).to_numpy(zero_copy_only=False)),
        )
        return pc.coalesce(made, among(texts, labels))


@dataclass(frozen=True, kw_only=True)
class GeneraliseAddress(Generalise):
    """``浙江省杭州市余杭区``: the address up to its district (or city, or province)."""

    name: ClassVar[str] = "generalise_address"
    to: Level = "district"

    def coarse(self, texts: Any) -> Any:
        """The beginning of each address."""
        return up_to(texts, self.to)


def joined(one: Any, other: Any, between: str) -> Any:
    """Two texts with something between; missing where either is."""
    return pc.binary_join_element_wise(one, other, pa.scalar(between, pa.large_string()))


def kept(texts: Any, pattern: str) -> Any:
    """Each text that matches as a whole; missing for others."""
    return pc.struct_field(pc.extract_regex(texts, f"^(?P<all>{pattern})$"), "all")


def among(texts: Any, labels: list[str]) -> Any:
    """Each text that is one of the labels; missing for others."""
    known = pc.is_in(texts, pa.array(labels, pa.large_string()))
    return pc.if_else(known, texts, pa.scalar(None, pa.large_string()))
