"""JSON Schema (draft 2020-12) of a policy file, made from what the reader itself goes by: words, kinds, operators, options.

What only the reader can tell is not in it: duplicate keys, an age band that does not divide, a pattern that RE2 refuses,
a missing key, or one for a single run where pseudonyms are to be restored.
"""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from zhengan.masking import digests, policy
from zhengan.masking.default_masks import KINDS
from zhengan.masking.operators import fake, fpe, hashed
from zhengan.masking.operators.base import OnMisfit, Operator

ADDRESS = "https://json-schema.org/draft/2020-12/schema"
OF_KINDS = {"fpe": fpe.KINDS, "fake": (*fpe.KINDS, *fake.DRAWN)}
BOUNDS = {("hash", "length"): (hashed.SHORTEST, hashed.LONGEST), ("generalise_age", "width"): (2, None)}
TOLD = {
    "zhengan-masking": "策略文件的版本 Version of the policy format",
    "purpose": "用途 What the masked data is for",
    "version": "本策略的版本，写入审计记录 Version of this policy, written into the audit",
    "key": "密钥在哪里；策略中不写密钥 Where the key is; never the key itself",
    "columns": "列名（或路径、表名.列名、列号）到处理方式 What becomes of each column",
    "kinds": "文字中找到的各种数据的处理方式 What becomes of each kind found in text",
    "text_columns": "按文字查找的列 Columns whose text is searched",
    "rest": "没有写到的列 Columns that are not named",
    "on_misfit": "不合格式的值 Values that do not fit",
    "names": "本机构的姓名清单文件 A file of names of your own, one a line",
    "public": "本机构公开信息清单文件，文字中与之相同的值不脱敏 A file of what you have published of yourself, one a line",
    "patterns": "自定义格式（RE2）Patterns of your own",
    "sums": "审计记录中文件摘要的算法 Digest of the files in the audit",
}


def policy_schema() -> dict[str, Any]:
    """The whole."""
    searched = only({"kind": {"const": "text"}}, ["kind"])
    scalar = {"type": ["string", "number", "boolean", "null"]}
    kept: dict[str, dict[str, Any]] = {
        "zhengan-masking": {"enum": [policy.VERSION, int(policy.VERSION)]},
        "purpose": {"enum": list(policy.PURPOSES)},
        "version": scalar,
        "key": {"oneOf": [{"const": "once"}, *(only({where: {"type": "string"}}, [where]) for where in ("env", "file"))]},
        "columns": mapping({"$ref": "#/$defs/rule"}),
        "kinds": {
            "type": ["object", "null"],
            "properties": {name: {"$ref": f"#/$defs/of_{name}"} for name in KINDS},
            "additionalProperties": False,
        },
        "text_columns": {"type": ["array", "null"], "items": scalar},
        "rest": {"enum": list(get_args(policy.Rest))},
        "on_misfit": {"enum": list(get_args(OnMisfit))},
        "names": {"type": ["string", "null"]},
        "public": {"type": ["string", "null"]},
        "patterns": {"type": ["array", "null"], "items": {"anyOf": list(map(pattern, policy.PATTERNED))}},
        "sums": {"enum": list(digests.NAMES)},
    }
    return {
        "$schema": ADDRESS,
        "title": "证安脱敏策略 Zhengan masking policy",
        "type": "object",
        "properties": {name: {"description": TOLD[name], **kept[name]} for name in policy.TOP},
        "required": ["zhengan-masking"],
        "additionalProperties": False,
        "$defs": {
            "rule": {"anyOf": [{"type": "null"}, searched, *rules((*KINDS, "digits"), False)]},
            **{f"of_{name}": {"anyOf": [{"type": "null"}, *rules((name,), True)]} for name in KINDS},
        },
    }


def rules(kinds: tuple[str, ...], stated: bool) -> list[dict[str, Any]]:
    """What may be said of a column of these kinds, a form for each operator; ``stated``: the kind is known unsaid."""
    made = [only({"kind": {"enum": list(kinds)}, "operator": {"const": "leave"}}, ["operator"])]
    for name, cls in policy.operators().items():
        own = {one.name for one in fields(cls) if one.default is MISSING}
        fit = [kind for kind in kinds if "kind" not in own or kind in OF_KINDS[name]]
        if not fit:
            continue
        needed = [] if name == "keep" else ["operator"]
        needed += ["kind"] if "kind" in own and not stated else []
        made.append(only({"kind": {"enum": fit}, "operator": {"const": name}, **options(cls)}, needed))
    return made


def pattern(name: str) -> dict[str, Any]:
    """A pattern whose finds this operator treats."""
    cls = policy.operators()[name]
    said = {"name": {}, "regex": {"type": "string", "minLength": 1, "maxLength": 1000}, "operator": {"const": name}}
    return only({**said, **options(cls)}, ["regex"] if name == "redact" else ["regex", "operator"])


def options(cls: type[Operator]) -> dict[str, Any]:
    """An operator's options with their types and defaults."""
    hints = get_type_hints(cls)
    made = {}
    for one in fields(cls):
        if one.name in policy.OWN:
            continue
        made[one.name] = typed(hints[one.name])
        low, high = BOUNDS.get((cls.name, one.name), (None, None))
        made[one.name] |= {name: value for name, value in (("minimum", low), ("maximum", high)) if value is not None}
        if one.default is not MISSING:
            made[one.name]["default"] = list(one.default) if isinstance(one.default, tuple) else one.default
    return made


def typed(hint: Any) -> dict[str, Any]:
    """A type as the schema says it."""
    if get_origin(hint) is Literal:
        return {"enum": list(get_args(hint))}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": {"type": "integer"}}
    if hint is int:
        return {"type": "integer", "minimum": 0}
    return {"type": {str: "string", bool: "boolean"}[hint]}


def mapping(inner: dict[str, Any]) -> dict[str, Any]:
    """Any keys, or nothing."""
    return {"type": ["object", "null"], "additionalProperties": inner}


def only(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    """These keys and no others."""
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}
