"""What goes in and comes out, as the OpenAPI document shows it. Sentences are Chinese here; the document is translated."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from ninja import Field, Schema

Verdict = Literal["met", "not_met", "unknown", "not_applicable", "attested"]
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"


class ProblemOut(Schema):
    code: str = Field(description="稳定的错误代号")
    what: str = Field(description="发生了什么")
    why: str = Field(description="为什么")
    do: str = Field(description="怎么办")
    source: str | None = None
    line: int | None = Field(None, description="批量上传中的行号，从 1 起")
    column: int | None = None
    field: str | None = Field(None, description="出错的字段")


class Refusal(Schema):
    problems: list[ProblemOut]


class RecordOut(Schema):
    register_: str = Field(alias="register", description="台账名")
    id: str = Field(description="编号")
    version: int = Field(description="版本号；更正与撤回时须原样交回")
    fields: dict[str, Any] = Field(description="所陈述的各项")
    recorded_at: str = Field(description="登记时刻，由服务器给出")
    recorded_by: str = Field(description="登记人")
    origin: str = Field(description="登记途径")
    remark: str
    late: bool = Field(description="是否补录")
    superseded_at: str | None = Field(description="被更正或撤回的时刻；现行版本为空")
    superseded_by: str = Field(description="更正或撤回它的人；现行版本为空")
    superseded_why: str = Field(description="更正说明或撤回理由；现行版本为空")


class WithdrawnOut(Schema):
    at: str = Field(description="撤回时刻")
    by: str = Field(description="撤回人")
    why: str = Field(description="撤回理由")


class VersionOut(RecordOut):
    withdrawn: WithdrawnOut | None = Field(description="此版本被撤回的时刻、人与理由；被更正的与现行的为空")


class ConflictOut(Refusal):
    read: RecordOut = Field(description="您读到的版本")
    stands: RecordOut | None = Field(description="现行版本；已撤回则为空")


class RecordIn(Schema):
    model_config = {"extra": "forbid"}

    id: str = Field("", max_length=100, description="编号；不写则自动编号")
    fields: dict[str, Any] = Field(description="各项：字段名与值；是非写作 true、false，文字与日期加引号，其余写法与导入文件相同")
    remark: str = Field("", max_length=500, description="备注")


class AuditIn(Schema):
    model_config = {"extra": "forbid"}

    data_set: str = Field(min_length=1, max_length=100, description="测试数据集的编号")
    audit: dict[str, Any] = Field(description="zhengan mask run 写出的 .audit.json，原样")


class CorrectionIn(Schema):
    model_config = {"extra": "forbid"}

    version: int = Field(ge=1, le=2**63 - 1, description="您读到的版本号")
    fields: dict[str, Any] = Field(description="更正后的全部各项，不只是改动的")
    remark: str = Field("", max_length=500, description="更正说明")


class WithdrawalIn(Schema):
    model_config = {"extra": "forbid"}

    version: int = Field(ge=1, le=2**63 - 1, description="您读到的版本号")
    why: str = Field(min_length=1, max_length=500, description="撤回理由，留痕")
    knowing: bool = Field(False, description="已知悉仍有现行记录引用它，仍要撤回；不写而有引用的，答以 422 referred-to")


class RecordsOut(Schema):
    known_at: str = Field(description="按此刻所知；翻页时不变，故各页出自同一时刻")
    count: int | None = Field(description="总条数；按游标翻页时只在第一页给出")
    next: str | None = Field(description="下一页的地址；没有则为空")
    records: list[RecordOut]


class HistoryOut(Schema):
    records: list[VersionOut] = Field(description="各版本，最新的在前；撤回后重新登记的也在其中")


class FieldOut(Schema):
    name: str
    title: str
    type: str
    required: bool
    many: bool = Field(description="可列多项")
    words: list[str] = Field(description="可选值")
    refers_to: str | None = Field(description="所填编号所在的台账")


class RegisterOut(Schema):
    name: str
    title: str
    filters: list[str] = Field(description="可用作筛选的字段")
    orders: list[str] = Field(description="可用作排序的字段")
    fields: list[FieldOut]


class RegistersOut(Schema):
    registers: list[RegisterOut]


class BulkOut(Schema):
    register_: str = Field(alias="register")
    recorded: int = Field(description="登记了多少条")
    dry_run: bool = Field(description="只核对，未登记")
    recorded_at: str | None = Field(description="登记时刻，整批相同")
    problems: list[ProblemOut] = Field(description="略过的行（只在 keep=sound 时有）")


class BulkRefusal(Refusal):
    cut: bool = Field(False, description="错误可能不止这些")


class FindingOut(Schema):
    clause: str
    rule: str
    subject: str
    verdict: Verdict
    figure: float | None
    limit: dict[str, float] | None
    unit: str | None
    since: str | None
    lapses: list[dict[str, str]]
    due: str | None
    evidence: list[dict[str, Any]]
    says: str
    do: str | None


class FindingsOut(Schema):
    as_of: str = Field(description="判定的那一天")
    known_at: str = Field(description="按此刻所知")
    institution: str
    engine: str
    findings: list[FindingOut]


class AskedOut(FindingsOut):
    unjudged: list[str] = Field(description="所问的条款中尚无规则、程序不会判定的：没有结论不等于符合")


class ExportOut(FindingsOut):
    known_at: str | None = Field(description="按此刻所知；空为全部所知")  # type: ignore[assignment]


class GateIn(Schema):
    model_config = {"extra": "forbid"}

    change: str | None = Field(None, max_length=100, description="已登记的变更编号：核对全部事前要求")
    system: str | None = Field(None, max_length=100, description="系统编号：只核对交易时段")
    serves: list[str] = Field([], max_length=50, description="直接写明市场，如 SSE：只核对交易时段")
    at: str | None = Field(None, max_length=40, description="开始时刻；不写为现在")
    minutes: int | None = Field(None, ge=0, le=525_600, description="预计时长（分钟）")
    breaks: Literal["inside", "outside"] | None = Field(None, description="盘中休市算不算交易时段")


class GateOut(Schema):
    answer: Literal["allowed", "refused", "unknown"]
    allowed: bool | None
    at: str
    reasons: list[FindingOut]
    next_window: dict[str, str] | None
    not_looked_at: list[str]


class MessageIn(Schema):
    model_config = {"extra": "forbid"}

    text: str = Field(max_length=100_000, description="将要发出的短信或邮件正文")
    channel: Literal["sms", "mail"] = Field("sms", description="短信或邮件")
    public: list[Annotated[str, Field(max_length=200)]] = Field(
        [], max_length=1000, description="本机构公开信息清单：网点电话、地址、邮箱等，一项一个值，与之相同的不脱敏",
    )  # fmt: skip


class MaskedSpan(Schema):
    start: int = Field(description="起点，按字符，从 0 起")
    end: int = Field(description="终点，不含")
    kind: str = Field(description="个人信息种类")


class DoubtfulSpan(Schema):
    start: int = Field(description="起点，按字符，从 0 起")
    end: int = Field(description="终点，不含")
    reason: str = Field(description="存疑原因的代号")
    says: str = Field(description="存疑原因")


class MessageOut(Schema):
    text: str = Field(description="脱敏后的正文；存疑之处仍是原样")
    hold: bool = Field(description="是否应暂不发送、由人查看")
    counts: dict[str, int] = Field(description="各种类脱敏了几处")
    spans: list[MaskedSpan] = Field(description="脱敏之处")
    doubtful: list[DoubtfulSpan] = Field(description="存疑之处")


class ArticleLine(Schema):
    article: int
    title: str
    clauses: list[str]


class ArticlesOut(Schema):
    articles: list[ArticleLine]


class ArticleOut(Schema):
    article: int
    title: str
    text: list[dict[str, Any]]
    duties: list[dict[str, Any]]
