"""How pseudonyms are made: what of a policy decides which one a value has, so that the audit can tell it and restoring ask it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

OPTIONS = ("kind", "cipher", "domain", "region", "sex", "zones")
"""What decides besides the key which pseudonym a value has."""


def ciphers(policy: Policy, back: bool = False) -> dict[str, dict[str, Any]]:
    """The options of each rule of a policy that makes pseudonyms (``back``: restores them), for the audit."""
    rules = [*policy.columns.items(), *policy.kinds.items()]
    return {name: {key: listed(getattr(rule.operator, key)) for key in OPTIONS} for name, rule in rules
            if rule.operator and rule.operator.name == "fpe" and getattr(rule.operator, "back", False) is back}  # fmt: skip


def listed(value: Any) -> Any:
    """As JSON has it."""
    return list(value) if isinstance(value, tuple) else value
