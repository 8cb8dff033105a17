"""Personal information outside production and outside the boundary: data sets, channels, and how each was masked (Art. 16, 34).

The result of a check is its figure: how much it found that masking should have removed. There is no field that only says
"clean".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from zhengan.facts.base import Fact, Term, When, told

Control = Literal["access", "audit_trail", "encryption", "isolation", "export_control", "watching", "disposal"]
"""What guards data in production: who may read it, what they did, cipher, network, exports, monitoring, its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataSet(Term):
    """A set of data in an environment that is not production (16.2). ``masked``: of the data it began with.

    A refill of the set is a ``MaskingRun`` of its own. ``remaining``: how many sensitive values the check at ``checked``
    found in clear. An unmasked set states why it must be so (``need``) and by which controls it is guarded.
    """

    zh: ClassVar[str] = "测试数据集"
    en: ClassVar[str] = "Test data set"
    subject: ClassVar[str | None] = "system"
    look: ClassVar[str | None] = "checked"

    system: str = told("系统编号", en="System")
    name: str = told("名称", en="Name")
    environment: Literal["test", "development", "training", "other"] = told(
        "所在环境（测试、开发、培训、其他）", en="Environment"
    )
    sensitive: bool | None = told("是否含敏感数据", en="Holds sensitive data", default=None)
    masked: When = told("投入使用的数据脱敏完成时刻", en="First data masked at", default=None)
    policy: str | None = told("脱敏策略及版本", en="Masking policy and version", default=None)
    checked: When = told("脱敏效果检查时刻", en="Masking checked at", default=None)
    remaining: int | None = told("检查发现的未脱敏敏感数据（项）", en="Sensitive values found in clear", default=None)
    need: str | None = told("必须使用未脱敏数据的理由及批准人", en="Why unmasked data is needed, approved by", default=None)
    controls: tuple[Control, ...] | None = told(
        "本数据集的安全控制（访问、审计、加密、隔离、导出、监测、销毁）", en="Controls of the set", default=None
    )
    production_controls: tuple[Control, ...] | None = told(
        "生产环境对同类数据的安全控制（同上）", en="Controls in production", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskingRun(Fact):
    """One run that masked data: by which policy, how much, and the digests that tie it to its files. Never a value."""

    zh: ClassVar[str] = "脱敏运行"
    en: ClassVar[str] = "Masking run"
    subject: ClassVar[str | None] = "data_set"

    data_set: str | None = told("所生成的测试数据集编号", en="Data set it filled", default=None)
    at: datetime = told("完成时刻", en="Finished at")
    policy: str = told("脱敏策略", en="Policy")
    policy_version: str = told("策略版本", en="Policy version")
    masked: int = told("已脱敏数据（项）", en="Values masked")
    kinds: tuple[str, ...] = told("已脱敏的数据类别", en="Kinds masked", default=())
    before: str = told("脱敏前文件摘要", en="digest before", sum=True)
    after: str = told("脱敏后文件摘要", en="digest after", sum=True)
    tool: str | None = told("脱敏工具及版本", en="Tool and version", default=None)
    output: str | None = told("写出的文件或表", en="File or table written", default=None)
    audit: str | None = told("审计记录摘要", en="digest of the audit", default=None, sum=True)
    public: int | None = told("属本机构公开信息清单而未脱敏（项）", en="Values left as published", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskingCheck(Fact):
    """What one look at a file or table of a data set found in clear. It speaks for what it looked at, and for no other file.

    ``digest`` tells which run wrote it; ``doubtful``: numbers behind a word such as 银行账号 that no check can prove. By which
    policy it was looked at and how it was read is told, and decides nothing: what was found stands, however it was looked for.
    """

    zh: ClassVar[str] = "脱敏检查"
    en: ClassVar[str] = "Masking check"
    subject: ClassVar[str | None] = "data_set"

    data_set: str = told("测试数据集编号", en="Data set")
    at: datetime = told("检查时刻", en="Checked at")
    output: str = told("检查的文件或表", en="File or table checked")
    digest: str = told("检查时的文件摘要", en="digest when checked", sum=True)
    remaining: int = told("发现的未脱敏敏感数据（项）", en="Values found in clear")
    doubtful: int | None = told("带有字样但无法确认的号码（个）", en="Labelled numbers not proven", default=None)
    tool: str | None = told("检查工具", en="Tool", default=None)
    policy: str | None = told("检查所用策略", en="Policy of the check", default=None)
    policy_version: str | None = told("检查所用策略版本", en="Version of the check's policy", default=None)
    options: str | None = told("检查方式（格式、编码、表头等）", en="How it was read", default=None)
    audit: str | None = told("所凭审计记录的摘要", en="digest of the audit relied upon", default=None, sum=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundChannel(Term):
    """A way by which data leaves the institution's own boundary (34.1), among them SMS and e-mail (34.2).

    ``verified``: the last day on which somebody looked whether the protection on record is in force.
    """

    zh: ClassVar[str] = "外发渠道"
    en: ClassVar[str] = "Outbound channel"
    subject: ClassVar[str | None] = "system"
    look: ClassVar[str | None] = "verified"

    system: str = told("系统编号", en="System")
    name: str = told("名称", en="Name")
    kind: Literal["sms", "email", "messaging", "file", "interface", "processing"] = told(
        "渠道类别（短信、邮件、第三方消息、文件、接口、委托处理）", en="Kind"
    )
    personal: bool | None = told("是否含投资者个人信息", en="Carries investors' personal information", default=None)
    protection: Literal["masked", "encrypted", "in_clear"] | None = told(
        "保护措施（脱敏、加密、无）", en="Protection", default=None
    )
    means: Literal["relay", "gateway", "program", "manual"] | None = told(
        "实现方式（邮件中继、网关、程序、人工）", en="By what means", default=None
    )
    verified: date | None = told("保护措施核验日期", en="Protection verified on", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboundSample(Fact):
    """A sample of what a channel really sent, and in how many messages an account or identity number stood in clear."""

    zh: ClassVar[str] = "外发抽检"
    en: ClassVar[str] = "Outbound sample"
    subject: ClassVar[str | None] = "channel"

    channel: str = told("外发渠道编号", en="Channel")
    at: datetime = told("抽检时刻", en="Sampled at")
    looked_at: int = told("抽检消息（条）", en="Messages looked at", positive=True)
    unmasked: int = told("含未脱敏账号或证件号码的消息（条）", en="Messages with a number in clear")
    method: str | None = told("抽检方式", en="Method", default=None)
