"""What is masked how: the columns, the kinds and the operators of one purpose, read from YAML and checked to the last key.

Without a policy the built-in one serves: every kind with its default mask, in columns whose headers name a kind and
in the text of all others. A key is never in a policy, only where it is to be found.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import Name, Say, as_names, say
from zhengan.masking import digests, held, patternerrors, published, yamlnode
from zhengan.masking.headers import of_securities, speaks_against
from zhengan.masking.kinds.every import BY_NAME as KINDS
from zhengan.masking.kinds.name_list import NameList

if TYPE_CHECKING:
    from zhengan.masking.operators.base import OnMisfit, Operator
    from zhengan.masking.operators.keys import Key

VERSION = "1"
PURPOSES = ("test", "development", "share", "outbound", "log", "other")
NUMBERS, NAMES = 1, 2
Rest = Literal["scan", "leave", "drop"]
RESTORED = "fpe-back"
PSEUDONYMS = ("fpe", "fake")
"""What such an operator writes has the form of personal data: a check must be told of it."""
TOP = (
    "zhengan-masking",
    "purpose",
    "version",
    "key",
    "columns",
    "kinds",
    "text_columns",
    "rest",
    "on_misfit",
    "names",
    "public",
    "patterns",
    "sums",
)
ALL = (*KINDS, "digits", "text")
OWN = ("key", "kind")
PATTERNED = ("keep", "redact", "hash")
"""The operators that a pattern may have."""


@cache
def operators() -> dict[str, type[Operator]]:
    """The operators by the names that a policy calls them. They bring Numba and Arrow, which a policy alone does without."""
    from zhengan.masking.operators.fake import Fake
    from zhengan.masking.operators.fpe import Fpe
    from zhengan.masking.operators.generalise import (
        GeneraliseAddress,
        GeneraliseAge,
        GeneraliseAmount,
        GeneraliseDate,
    )
    from zhengan.masking.operators.hashed import Hash
    from zhengan.masking.operators.star import Drop, Redact, Star

    classes: tuple[type[Operator], ...] = (
        Star, Redact, Drop, Hash, Fpe, Fake, GeneraliseDate, GeneraliseAge, GeneraliseAmount, GeneraliseAddress,
    )  # fmt: skip
    return {cls.name: cls for cls in classes}


def default(kind: str, **options: Any) -> Operator:
    """The operator ``keep`` of a kind."""
    from zhengan.masking import default_masks

    return default_masks.default(kind, **options)


def keeping(kind: str, **options: Any) -> Operator:
    """The operator ``keep`` of a kind with figures of the policy's own."""
    from zhengan.masking import default_masks

    return default_masks.keeping(kind, **options)


@dataclass(frozen=True)
class Rule:
    """What becomes of a column or of a kind: an operator, or nothing (``leave``), or its text is searched (``scan``)."""

    operator: Operator | None = None
    kind: str = ""
    scan: bool = False
    against: int = 0
    """Of what the column's header says that it is none where it fills a field: ``NUMBERS``, for they are amounts or running
    numbers, as under 订单号; ``NAMES``, for they are those of securities."""
    also: str = ""
    """The kind that the column's header names, whatever the policy says of the column: a check asks for it."""

    @property
    def named(self) -> str:
        """The operator's name for the audit."""
        name = "scan" if self.scan else self.operator.name if self.operator else "leave"
        return RESTORED if name == "fpe" and getattr(self.operator, "back", False) else name  # that is no pseudonym

    @property
    def keeps(self) -> bool:
        """Whether what fits no mask stays as it was."""
        return bool(self.operator and self.operator.on_misfit == "keep")


@dataclass(frozen=True)
class Pattern:
    """A pattern of the user's own (RE2): what it matches becomes the operator's."""

    name: str
    regex: str
    operator: Operator


@dataclass(frozen=True)
class Policy:
    """A whole policy. ``digest``: SHA-256 of the file (of its version for the built-in one). ``sums``: by what digest the
    audit knows the masked files again."""

    source: str
    purpose: str
    version: str
    digest: str
    columns: dict[str, Rule] = field(default_factory=dict)
    kinds: dict[str, Rule] = field(default_factory=dict)
    rest: Rest = "scan"
    on_misfit: OnMisfit = "star"
    names: NameList | None = field(default=None, repr=False)
    patterns: tuple[Pattern, ...] = ()
    key_mark: str = ""
    sums: digests.Name = digests.DEFAULT
    public: published.Published | None = field(default=None, repr=False)

    def rule(self, column: str, values: Sequence[str | None] = ()) -> Rule:
        """What becomes of a column that has this header (or path, or number), and these first values (``held``)."""
        rule = self.plainly(column, values)
        against = NUMBERS * speaks_against(column) | NAMES * of_securities(column)
        return replace(rule, against=against) if against else rule

    def plainly(self, column: str, values: Sequence[str | None]) -> Rule:
        """The same, whatever its header says against what is found in it."""
        if column in self.columns:
            return self.columns[column]
        if self.rest == "drop":
            return Rule(operators()["drop"]())
        if self.rest == "leave":
            return Rule()
        kind = held.kind(column, values)
        return (
            self.kinds.get(kind) or Rule(default(kind, on_misfit=self.on_misfit), kind)
            if kind
            else Rule(scan=True)
        )

    def doubts(self, columns: Sequence[str], values: Sequence[Sequence[str | None]], shown: Sequence[str]) -> list[Say]:
        """What is said of columns, not named by this policy, whose first values are not what their headers promise."""
        if self.rest != "scan":
            return []
        every = zip(columns, values, shown, strict=True)
        notes = (held.note(column, some, one) for column, some, one in every if column not in self.columns)
        return [one for one in notes if one]

    def of_kind(self, kind: str) -> Rule:
        """What becomes of a value of this kind found in text."""
        if kind in self.kinds:
            return self.kinds[kind]
        return Rule(default(kind, on_misfit=self.on_misfit), kind) if KINDS[kind].personal else Rule()


def builtin() -> Policy:
    """The policy that serves where none is given."""
    version = f"builtin-{VERSION}"
    return Policy("builtin", "other", version, hashlib.sha256(version.encode()).hexdigest())


def load(path: Path, environment: Mapping[str, str], once: bytes = b"", *, keyless: bool = False) -> Policy:
    """The policy of a file; ``once``: random bytes for ``key: once``, a key of this run that nobody keeps.

    ``keyless``: nothing will be masked, so that the key the policy names is not read; ``once`` serves in its place.

    Raises ``Problem`` with the line of what is wrong.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(yamlnode.MOST_BYTES + 1)
    except OSError as error:
        what = say("读不到策略文件 {path}", path=str(path))
        raise Problem(what, reason(error), "检查路径与权限", code="masking-policy") from None
    from zhengan.masking.operators.keys import Key

    reader = Reader(yamlnode.read(raw, path.name), path.parent, environment, once)
    reader.made = Key(once) if keyless else None
    return reader.policy(hashlib.sha256(raw).hexdigest())


class Reader:
    """One policy file on its way to a ``Policy``."""

    def __init__(
        self, document: yamlnode.Document, folder: Path, environment: Mapping[str, str], once: bytes
    ):
        self.document, self.folder, self.environment, self.once = document, folder, environment, once
        self.refuse = document.refuse
        self.made: Key | None = None
        self.called: set[str] = set()
        """The names of patterns so far."""

    def policy(self, digest: str) -> Policy:
        """The whole."""
        from zhengan.masking.operators.base import OnMisfit

        data = self.mapping(self.document.data, (), TOP)
        if str(data.get("zhengan-masking", "")) != VERSION:
            raise self.refuse((), "这不是脱敏策略，或版本不认识", say("首行应为 zhengan-masking: \"{version}\"", version=VERSION),
                              "补上这一行")  # fmt: skip
        self.stated_key()
        purpose = self.choice(data, "purpose", PURPOSES, "other")
        rest = self.choice(data, "rest", get_args(Rest), "scan")
        self.misfit = self.choice(data, "on_misfit", get_args(OnMisfit), "star")
        columns = {
            str(name): self.rule(spec, ("columns", name))
            for name, spec in self.mapping(data.get("columns"), ("columns",)).items()
        }
        for k, name in enumerate(self.sequence(data.get("text_columns"), ("text_columns",))):
            if str(name) in columns:
                raise self.refuse(
                    ("text_columns", k),
                    say("“{name}”写了两次", name=Name(name)),
                    "columns 中已有这一列",
                    "删去其一",
                )
            columns[str(name)] = Rule(scan=True)
        kinds = {}
        for name, spec in self.mapping(data.get("kinds"), ("kinds",), tuple(KINDS)).items():
            spec = self.mapping(spec, ("kinds", name))
            if spec.get("kind", name) != name:
                raise self.refuse(("kinds", name, "kind"), say("这里的 kind 只能是“{name}”", name=name),
                                  "kinds 的键就是数据种类", "删去 kind")  # fmt: skip
            kinds[name] = self.rule({"kind": name, **spec}, ("kinds", name))
        patterns = tuple(
            self.pattern(spec, ("patterns", k))
            for k, spec in enumerate(self.sequence(data.get("patterns"), ("patterns",)))
        )
        return Policy(self.document.source, purpose, str(data.get("version", "")), digest, columns, kinds, rest, self.misfit,
                      self.names(data.get("names")), patterns, self.made.mark if self.made else "",
                      self.choice(data, "sums", digests.NAMES, digests.DEFAULT), self.public(data.get("public")))  # fmt: skip

    def mapping(self, data: Any, path: yamlnode.Path, known: tuple[str, ...] = ()) -> dict[Any, Any]:
        """A mapping whose keys are known."""
        if data is None:
            return {}
        if not isinstance(data, dict):
            raise self.refuse(path, "这里应是“名: 值”的映射", "", "检查缩进与冒号")
        for key in data:
            if known and key not in known:
                near = difflib.get_close_matches(str(key), known, 1)
                raise self.refuse(
                    (*path, key),
                    say("不认识“{name}”", name=Name(key)),
                    say("可用：{known}", known=as_names(known)),
                    say("是不是 {name}？", name=Name(near[0])) if near else "检查拼写",
                )
        return data

    def sequence(self, data: Any, path: yamlnode.Path) -> list[Any]:
        """A list."""
        if data is None:
            return []
        if not isinstance(data, list):
            raise self.refuse(path, "这里应是列表", "", "在每条前加“- ”")
        return data

    def choice(self, data: dict[Any, Any], name: str, choices: tuple[str, ...], otherwise: str) -> Any:
        """One of some words."""
        value = data.get(name, otherwise)
        if value not in choices:
            raise self.refuse((name,), say("{name} 不能是“{value}”", name=name, value=str(value)),
                              say("可用：{known}", known=as_names(choices)), "检查拼写")  # fmt: skip
        return value

    def rule(self, spec: Any, path: yamlnode.Path) -> Rule:
        """What becomes of a column or kind."""
        spec = self.mapping(spec, path)
        kind, name = spec.get("kind", ""), spec.get("operator", "keep")
        if kind == "text":
            if set(spec) != {"kind"}:
                raise self.refuse(path, "kind: text 的列按文字查找，不能再写脱敏方式", "找到的值按 kinds 中各种类的方式处理",
                                  "删去其余各项，或写明这一列是什么数据")  # fmt: skip
            return Rule(scan=True)
        if kind and kind not in (*KINDS, "digits"):
            raise self.refuse((*path, "kind"), say("不认识的数据种类“{name}”", name=str(kind)),
                              say("可用：{known}", known=as_names(ALL)), "用 zhengan mask kinds 查看")  # fmt: skip
        if name == "leave":
            self.mapping(spec, path, ("kind", "operator"))
            return Rule(None, kind)
        if not isinstance(name, str) or name not in operators():
            raise self.refuse((*path, "operator"), say("不认识的脱敏方式“{name}”", name=Name(name)),
                              say("可用：{known}", known=as_names((*operators(), "leave"))), "检查拼写")  # fmt: skip
        options = {key: value for key, value in spec.items() if key not in ("kind", "operator")}
        return Rule(self.operator(name, kind, options, path), kind)

    def operator(self, name: str, kind: str, options: dict[Any, Any], path: yamlnode.Path) -> Operator:
        """An operator with its options."""
        cls = operators()[name]
        own = {one.name: one for one in fields(cls)}
        hints = get_type_hints(cls)
        known = tuple(key for key in own if key not in OWN)
        given: dict[str, Any] = {"on_misfit": self.misfit}
        self.mapping(options, path, ("kind", "operator", *known))
        for key, value in options.items():
            given[key] = self.option(hints[key], value, (*path, key))
        if "kind" in own:
            if not kind and own["kind"].default is MISSING:
                raise self.refuse(
                    path, say("{name} 要写明 kind", name=name), "数据种类决定假名的形式", "补上 kind"
                )
            given["kind"] = kind
        if "key" in own and own["key"].default is MISSING:
            given["key"] = self.key(path)
        if name == "fpe" and given.get("back") and self.stated_key() == "once":
            raise self.refuse((*path, "back"), "一次性密钥还原不了假名", "每次运行的密钥都不同，得出的是不存在的人的值",
                              "写脱敏时所用的 key: {env: NAME} 或 {file: PATH}")  # fmt: skip
        try:
            if name == "keep" and kind in KINDS:
                return default(kind, **given) if not set(options) - {"on_misfit", "label"} else keeping(kind, **given)
            return cls(**given)
        except Problem as problem:
            raise self.refuse(path, *problem.sentences) from None

    def option(self, hint: Any, value: Any, path: yamlnode.Path) -> Any:
        """A value of the option's type."""
        origin, inner = get_origin(hint), get_args(hint)
        if origin is Literal:
            good = value in inner
        elif origin is tuple:
            good = isinstance(value, list) and all(type(one) is inner[0] for one in value)
            value = tuple(value) if good else value
        else:
            good = type(value) is hint
        if not good:
            wanted = as_names(map(str, inner)) if origin is Literal else getattr(hint, "__name__", str(hint))
            raise self.refuse(
                path,
                say("“{name}”的值不对", name=Name(path[-1])),
                say("应为 {wanted}", wanted=wanted),
                "改正这个值",
            )
        return value

    def key(self, path: yamlnode.Path) -> Key:
        """The key the policy names, read once."""
        from zhengan.masking.operators.keys import Key

        if self.made:
            return self.made
        stated = self.stated_key()
        if stated is None:
            raise self.refuse(path, "这一列要用密钥，策略没有写密钥在哪里", "假名与哈希由密钥决定",
                              "写 key: {env: NAME}、key: {file: PATH}，或 key: once（本次运行的一次性密钥）")  # fmt: skip
        if stated == "once":
            if not self.once:
                raise self.refuse(
                    ("key",), "这里不能用一次性密钥", "", "写 key: {env: NAME} 或 key: {file: PATH}"
                )
            self.made = Key(self.once)
            return self.made
        where, what = next(iter(stated.items()))
        reference = str(self.folder / str(what)) if where == "file" else str(what)
        try:
            self.made = Key.read(f"{where}:{reference}", self.environment)
        except Problem as problem:
            raise self.refuse(("key",), *problem.sentences) from None
        return self.made

    def stated_key(self) -> Any:
        """Where the policy says that the key is; refused where that is no such place, whether or not a rule needs it."""
        stated = self.document.data.get("key")
        named = isinstance(stated, dict) and len(stated) == 1 and set(stated) <= {"env", "file"}
        if not (stated is None or stated == "once" or (named and all(isinstance(one, str) for one in stated.values()))):
            raise self.refuse(("key",), "密钥的引用写法不对", "策略里只写密钥在哪里，不写密钥本身",
                              "写成 {env: NAME} 或 {file: PATH}")  # fmt: skip
        return stated

    def names(self, stated: Any) -> NameList | None:
        """The institution's own list of names, one a line."""
        if stated is None:
            return None
        try:
            return NameList((self.folder / str(stated)).read_text("utf-8-sig").splitlines())
        except (OSError, UnicodeDecodeError) as error:
            why = reason(error, "文件不是 UTF-8 编码")
            raise self.refuse(
                ("names",), say("读不到姓名清单 {path}", path=str(stated)), why, "每行一个姓名，UTF-8"
            ) from None

    def public(self, stated: Any) -> published.Published | None:
        """What the institution has published of itself, one value a line; see there."""
        if stated is None:
            return None
        try:
            return published.read(self.folder / str(stated))
        except Problem as problem:
            if problem.where:  # a line of the list
                raise
            raise self.refuse(("public",), *problem.sentences) from None

    def pattern(self, spec: Any, path: yamlnode.Path) -> Pattern:
        """A pattern that cannot backtrack."""
        import re2

        options = {one.name for name in PATTERNED for one in fields(operators()[name])} - {*OWN}
        spec = self.mapping(spec, path, ("name", "regex", "operator", *sorted(options)))
        regex = spec.get("regex")
        if not isinstance(regex, str) or not regex or len(regex) > 1000:
            raise self.refuse(path, "缺少 regex", "自定义格式用 RE2 正则表达式写，至多 1000 字", "补上 regex")
        re2_options = re2.Options()
        re2_options.log_errors, re2_options.max_mem = False, 8 << 20
        try:
            empty = re2.compile(regex, re2_options).search("") is not None
        except re2.error as error:
            raise self.refuse((*path, "regex"), "RE2 不接受这个正则表达式", patternerrors.reason(error),
                              "RE2 没有回溯引用与环视：换一种写法") from None  # fmt: skip
        if empty:
            raise self.refuse((*path, "regex"), "这个正则表达式匹配空文字", "", "至少要有一个字符")
        called = str(spec.get("name", f"pattern-{path[-1]}"))
        if called in ALL or called in self.called:
            twice = say("两个自定义格式都叫“{name}”", name=Name(called))
            raise self.refuse((*path, "name"), twice if called in self.called else
                              say("自定义格式不能叫“{name}”", name=Name(called)),
                              "审计记录与检查按名称区分：与数据种类或另一个格式同名，会使检查漏看", "换一个名称")  # fmt: skip
        self.called.add(called)
        rest = {key: value for key, value in spec.items() if key not in ("name", "regex", "operator")}
        name = spec.get("operator", "redact")
        if name not in PATTERNED:
            raise self.refuse(
                (*path, "operator"),
                say("不认识的脱敏方式“{name}”", name=Name(name)),
                "自定义格式可用 keep、redact、hash",
                "检查拼写",
            )
        return Pattern(called, regex, self.operator(name, "", rest, path))
