"""Figures with their units, as people write them: ``52.3 %``, ``≥ 2.00 倍``, ``1,200 项``."""

from __future__ import annotations

from dataclasses import dataclass

from zhengan.kit.catalogue import translate_unit

UNITS: dict[str, str] = {
    "ratio": "%",
    "times": "倍",
    "count": "次",
    "items": "项",
    "kinds": "类",
    "centres": "个",
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

SECONDS = {"seconds": 1, "minutes": 60, "hours": 3600}
FINEST = 10  # decimals; a limit tells no finer difference
READABLE = 3 * 3600  # beyond three hours "4 天 14 小时" reads better than 6,639 分钟


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
        if self.unit in SECONDS and self.value * SECONDS[self.unit] > READABLE:
            text = duration(self.value * SECONDS[self.unit], lang)
        else:
            value = self.value * 100 if self.unit == "ratio" else self.value
            label = translate_unit(UNITS.get(self.unit, self.unit), lang, value)
            text = f"{number(value, self.unit == 'times')} {label}".rstrip()
        return f"{self.sign} {text}" if self.sign else text


BEYOND = 1e18  # above it a figure is told with its exponent: hundreds of digits tell nobody anything, and most are not its own


def number(value: float, fixed: bool = False) -> str:
    """A figure to two decimals (always both where ``fixed``), or to as many as keep it off a whole number that it is not."""
    if abs(value) >= BEYOND:
        return f"{value:.6g}"
    if float(value).is_integer():
        return f"{value:,.2f}" if fixed else f"{int(value):,}"
    decimals = next((n for n in range(2, FINEST) if not float(round(value, n)).is_integer()), 2)
    text = f"{value:,.{decimals}f}"
    return text if fixed and decimals == 2 else text.rstrip("0").rstrip(".")


def duration(seconds: float, lang: str = "zh") -> str:
    """``57 分 29 秒``: days, hours, minutes and seconds, the zero parts left out."""
    left = int(seconds)
    parts = []
    for zh, en, size in (("天", "d", 86400), ("小时", "h", 3600), ("分", "min", 60), ("秒", "s", 1)):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {zh if lang.startswith('zh') else en}")
    return " ".join(parts) or ("0 秒" if lang.startswith("zh") else "0 s")
