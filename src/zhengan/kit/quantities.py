"""Figures with their units, as people write them: ``52.3 %``, ``≥ 2.00 倍``, ``1,200 项``."""

from __future__ import annotations

from dataclasses import dataclass

from zhengan.kit.catalogue import translate

UNITS: dict[str, str] = {
    "ratio": "%",
    "times": "倍",
    "count": "次",
    "items": "项",
    "people": "人",
    "accounts": "户",
    "seconds": "秒",
    "minutes": "分钟",
    "hours": "小时",
    "days": "天",
    "working_days": "个工作日",
    "months": "个月",
    "years": "年",
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a unit of ``UNITS``, after a sign of comparison where it is a limit. A ratio is 0.523 for 52.3 %."""

    value: float
    unit: str
    sign: str = ""

    def __str__(self) -> str:
        return self.render()

    def render(self, lang: str = "zh") -> str:
        """The figure as a reader of ``lang`` expects it."""
        label = translate(UNITS.get(self.unit, self.unit), lang)
        if self.unit == "ratio":
            number = f"{self.value * 100:.6g}"
        elif self.unit == "times":
            number = f"{self.value:,.2f}"
        elif float(self.value).is_integer():
            number = f"{int(self.value):,}"
        else:
            number = f"{self.value:,.6g}"
        return " ".join(part for part in (self.sign, number, label) if part)
