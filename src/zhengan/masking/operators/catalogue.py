"""The operators by the names that policies use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from zhengan.kit.problem import Problem
from zhengan.kit.say import say
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.fake import Fake
from zhengan.masking.operators.fpe import Fpe
from zhengan.masking.operators.generalise import (
    GeneraliseAddress,
    GeneraliseAge,
    GeneraliseAmount,
    GeneraliseDate,
)
from zhengan.masking.operators.hashed import Hash
from zhengan.masking.operators.keys import Key
from zhengan.masking.operators.star import Drop, Redact, Star

OPERATORS: dict[str, type[Operator]] = {
    operator.name: operator
    for operator in (
        Star, Redact, Drop, Hash, Fpe, Fake,
        GeneraliseDate, GeneraliseAge, GeneraliseAmount, GeneraliseAddress,
    )
}  # fmt: skip
DECIDED = {"key", "back"}
"""Fields that no policy sets: keys are handed over, and revealing is asked for by name."""


def operator(name: str, options: Mapping[str, Any], key: Key | None = None) -> Operator:
    """The operator that a policy names, with its options; ``key`` for those that need one.

    Raises ``Problem`` (codes ``masking-operator``, ``masking-option``, ``masking-key``) for a name or an option that
    there is not, and for a missing key.
    """
    if name not in OPERATORS:
        raise Problem(
            say("没有叫 {name} 的脱敏方法", name=name),
            "",
            say("可选 {names}", names="、".join(OPERATORS)),
            code="masking-operator",
        )
    made: Any = OPERATORS[name]
    known = {field.name for field in fields(made)}
    if strange := set(options) - (known - DECIDED):
        raise Problem(
            say("{name} 没有选项 {options}", name=name, options="、".join(sorted(map(str, strange)))),
            "",
            say("可选 {options}", options="、".join(sorted(known - DECIDED))),
            code="masking-option",
        )
    values: dict[str, Any] = {
        option: tuple(value) if isinstance(value, list) else value for option, value in options.items()
    }
    if "key" in known:
        if key is None:
            raise Problem(
                say("{name} 需要密钥", name=name),
                "没有密钥就没有保护",
                "在策略里写明 key",
                code="masking-key",
            )
        values["key"] = key
    if "kind" in known and "kind" not in values:
        raise Problem(
            say("{name} 缺少选项", name=name),
            "要知道是哪一类数据",
            "写明 kind，例如 kind: mobile",
            code="masking-option",
        )
    chosen: Operator = made(**values)
    return chosen
