"""``Client`` and its registers: each method is one question to the interface, and raises what it refuses."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import IO, Any
from urllib.parse import quote, urlencode

from zhengan.client.pieces import Pieces
from zhengan.client.wire import LANG, Wire, problem
from zhengan.kit.problem import Problem, Problems, Where

Data = dict[str, Any]


class Conflict(Problem):
    """Somebody changed the record since it was read: ``read`` and ``stands`` (None: withdrawn) are the two versions."""

    read: Data
    stands: Data | None


class Halted(Problems):
    """A bulk upload in several that ended half-way: ``recorded`` rows stand; the rows mended go on from there under ``key``."""

    def __init__(self, problems: list[Problem], recorded: int, key: str):
        super().__init__(problems)
        self.recorded, self.key = recorded, key


class Client:
    """The interface of one node, as one token sees it. ``timeout`` in seconds; ``lang``: of problems, ``zh`` or ``en``.

    Every method raises Problem (or Problems, Conflict) where the server refuses, and where it cannot be reached
    (code ``unreachable``). White space around the token is left out; one that cannot be a token is a Problem (``token``).
    """

    def __init__(self, url: str, token: str, *, timeout: float = 60, lang: str = "zh"):
        held = token.strip()  # as it is read from a file
        if not (held.isascii() and held.isprintable()) or " " in held:
            # Not a character of it is repeated: what is nearly a token may be one.
            why, do = "令牌只有英文字母、数字、下划线与连字符", "请核对所给的令牌，或重新生成一个"
            raise problem(lang, "令牌中有不能用的字符", why, do, code="token")
        self._wire, self._lang = Wire(url, {"Authorization": f"Bearer {held}", LANG: lang}, timeout), lang

    def registers(self, name: str) -> Register:
        """One register, such as ``backup_runs``."""
        return Register(self, name)

    def all_registers(self) -> list[Data]:
        """Every register with its fields."""
        return list(self.ask("GET", "/registers")["registers"])

    def findings(
        self, *, as_of: date | str = "", known_at: datetime | str = "", clause: str = "", verdict: Iterable[str] = (),
        subject: str = "",
    ) -> list[Data]:  # fmt: skip
        """The findings of a day (today) by what was known at an instant (now). None of a clause that ``unjudged`` names."""
        query = {"as_of": as_of, "known_at": known_at, "clause": clause, "verdict": list(verdict), "subject": subject}
        return list(self.ask("GET", "/findings", query)["findings"])

    def unjudged(self, clause: str = "") -> list[str]:
        """The clauses of these (default: of the law) that no rule judges yet: no finding of them is no sign that they are met."""
        return list(self.ask("GET", "/findings", {"clause": clause, "verdict": ["not_met"]})["unjudged"])

    def assessment(self, *, as_of: date | str = "", known_at: datetime | str = "") -> bytes:
        """The whole assessment as canonical JSON: the same two moments, the same bytes."""
        return self._send("GET", "/assessment" + _query({"as_of": as_of, "known_at": known_at}))

    def gate(
        self, *, change: str | None = None, system: str | None = None, serves: Iterable[str] = (),
        at: datetime | str | None = None, minutes: int | None = None, breaks: str | None = None,
    ) -> Data:  # fmt: skip
        """May this change begin then? ``answer`` is allowed, refused or unknown."""
        asked = {"change": change, "system": system, "serves": list(serves), "minutes": minutes, "breaks": breaks,
                 "at": _plain(at)}  # fmt: skip
        return self.ask("POST", "/gate/change", body={name: value for name, value in asked.items() if value is not None})

    def message(self, text: str, channel: str = "sms", public: Iterable[str] = ()) -> Data:
        """An SMS or a mail's text, masked before it is sent; where ``hold`` is true, somebody should look at it first.
        ``public``: what your institution has published of itself (telephones, addresses, mailboxes), which stays."""
        if not isinstance(text, str):
            raise TypeError(f"message(): str wanted, not {type(text).__name__}")
        listed = list(public)
        more = {"public": listed} if listed else {}
        return self.ask("POST", "/gate/message", body={"text": text, "channel": channel, **more})

    def article(self, number: int) -> Data:
        """An article of the law: text, duties, rules and limits."""
        return self.ask("GET", f"/law/articles/{number}")

    def ask(self, method: str, path: str, query: Mapping[str, Any] | None = None, body: Any = None, key: str = "") -> Data:
        """One question in JSON. ``key``: makes a write safe to send again, which is done once if the line breaks."""
        raw = None if body is None else self.written(body)
        headers = {"Content-Type": "application/json"} if raw is not None else {}
        found: Data = json.loads(self._send(method, path + _query(query or {}), headers, raw, key))
        return found

    def written(self, body: Any) -> bytes:
        """A body in JSON. Raises Problem for half a character, TypeError for what JSON has not; neither shows a value."""
        try:
            return json.dumps(body, ensure_ascii=False, default=_dated).encode()
        except UnicodeEncodeError:
            pass  # outside the block: the error itself holds the text
        raise problem(self._lang, "文字中有半个字符（不成对的代理码），无法发送", "多半是按长度截断时切开了一个表情或生僻字",
                      "请从完整的字符处截断", code="half-character")  # fmt: skip

    def follow(self, address: str) -> Data:
        """The page behind a ``next`` address."""
        found: Data = json.loads(self._send("GET", address.removeprefix("/api/v1")))
        return found

    def upload(self, path: str, query: Mapping[str, Any], lines: IO[bytes], length: int, key: str) -> Data:
        """One streamed NDJSON upload of ``length`` bytes."""
        headers = {"Content-Type": "application/x-ndjson", "Content-Length": str(length)}
        found: Data = json.loads(self._send("POST", path + _query(query), headers, lines, key))
        return found

    def _send(
        self, method: str, path: str, headers: Mapping[str, str] | None = None, body: Any = None, key: str = ""
    ) -> bytes:
        if not (key.isascii() and key.isprintable()):
            why, do = "键只能是可见的 ASCII 字符", "请换一个键，例如 UUID"
            raise problem(self._lang, "幂等键中有不能用的字符", why, do, code="key")
        more = {"Idempotency-Key": key} if key else {}
        status, raw = self._wire.send(method, path, {**(headers or {}), **more}, body, again=method == "GET" or bool(key))
        if status >= 400:
            raise _refused(status, raw)
        return raw


class Register:
    """One register: read, recorded in, corrected. Records are plain data: ``id``, ``version``, ``fields`` and more."""

    def __init__(self, client: Client, name: str):
        self._client, self._path = client, f"/registers/{quote(name, safe='')}"

    def list(self, **asked: Any) -> Iterator[Data]:
        """Every record that passes the filters (``system="core"``, ``from_day=…``, ``order="-at"``), page after page.

        All pages show one instant, however long the reading takes.
        """
        page = self._client.ask("GET", self._path + "/records", {"limit": 1000, **asked})
        while True:
            yield from page["records"]
            if not page["next"]:
                return
            page = self._client.follow(page["next"])

    def get(self, id: str, *, known_at: datetime | str = "") -> Data:
        """The version that stands, or stood at an instant."""
        return self._client.ask("GET", self._record(id), {"known_at": known_at})

    def history(self, id: str) -> Iterable[Data]:
        """Every version, the latest first."""
        found: Iterable[Data] = self._client.ask("GET", self._record(id) + "/history")["records"]
        return found

    def create(self, fields: Mapping[str, Any], *, id: str = "", remark: str = "", key: str = "") -> Data:
        """Record one fact."""
        body = {"id": id, "fields": dict(fields), "remark": remark}
        return self._client.ask("POST", self._path + "/records", body=body, key=key or _key())

    def correct(self, read: Data, fields: Mapping[str, Any], *, remark: str = "", key: str = "") -> Data:
        """Correct the record that was read: ``fields`` over what it stated. Raises Conflict."""
        body = {"version": read["version"], "fields": {**read["fields"], **fields}, "remark": remark}
        return self._client.ask("PUT", self._record(read["id"]), body=body, key=key or _key())

    def withdraw(self, read: Data, why: str, *, knowing: bool = False, key: str = "") -> Data:
        """Close the record that was read, with a reason. Raises Conflict.

        Raises Problem (``referred-to``) where current records refer to it, unless ``knowing``.
        """
        body = {"version": read["version"], "why": why, "knowing": knowing}
        return self._client.ask("POST", self._record(read["id"]) + "/withdraw", body=body, key=key or _key())

    def bulk(
        self, rows: Iterable[Mapping[str, Any]], *, keep: str = "all", dry_run: bool = False, key: str = ""
    ) -> Data:
        """Record what may be very many rows, of any size; Problems names every bad row, and nothing was recorded.

        More than one upload takes goes up in several: all are checked first, each is then recorded whole or not at all.
        Raises Halted where one is refused after all: somebody wrote meanwhile, or rows of two uploads do not agree.
        """
        key = key or _key()
        lines = (self._client.written(dict(row)) + b"\n" for row in rows)
        with Pieces(lines) as pieces:
            if len(pieces) == 1:
                return self._upload(pieces, keep, dry_run, key)
            checked = self._check(pieces, keep, dry_run)
            return checked if dry_run else self._upload(pieces, keep, False, key)

    def _check(self, pieces: Pieces, keep: str, only: bool) -> Data:
        """Ask of every piece whether it would be recorded; raises Problems of all of them together.

        Unless this is ``only`` a check, a piece recorded before is no fault yet: its key decides when it is sent.
        """
        wrong: list[Problem] = []
        found: list[Data] = []
        for lines, length in pieces:
            try:
                found.append(self._client.upload(self._path + "/bulk", {"keep": keep, "dry_run": "true"}, lines, length, ""))
            except Problem as problem:
                if only or problem.code != "imported-before":
                    wrong += problem.problems if isinstance(problem, Problems) else [problem]
        if wrong:
            raise wrong[0] if len(wrong) == 1 else Problems(wrong)
        return _joined(found)

    def _upload(self, pieces: Pieces, keep: str, dry_run: bool, key: str) -> Data:
        query = {"keep": keep, "dry_run": "true" if dry_run else ""}
        found: list[Data] = []
        for number, (lines, length) in enumerate(pieces, 1):
            own = key if number == 1 else f"{key}-{number}"
            try:
                found.append(self._client.upload(self._path + "/bulk", query, lines, length, own))
            except Problem as problem:
                recorded = sum(one["recorded"] for one in found)
                if not recorded:
                    raise
                raise Halted(problem.problems if isinstance(problem, Problems) else [problem], recorded, key) from None
        return _joined(found)

    def _record(self, id: str) -> str:
        return f"{self._path}/records/{quote(id, safe='')}"


def _joined(found: list[Data]) -> Data:
    """The answers to the pieces of one upload as one; the instant is the last one's."""
    problems = [problem for one in found for problem in one["problems"]]
    return {**(found[-1] if found else {}), "recorded": sum(one["recorded"] for one in found), "problems": problems}


def _refused(status: int, raw: bytes) -> Problem:
    """The problem an answer states; a proxy that answers in its own words is quoted."""
    try:
        data = json.loads(raw)
        found = [_problem(one) for one in data["problems"]]
    except (ValueError, KeyError, TypeError):
        return Problem(f"HTTP {status}", raw[:200].decode("utf-8", "replace"), code="http")
    if "stands" in data:
        first = data["problems"][0]
        conflict = Conflict(first["what"], first["why"], first["do"], code=first["code"])
        conflict.read, conflict.stands = data["read"], data["stands"]
        return conflict
    return found[0] if len(found) == 1 else Problems(found)


def _problem(one: Data) -> Problem:
    where = Where(one.get("source") or "", one.get("line"), one.get("column"))
    return Problem(one["what"], one["why"], one["do"], code=one["code"], where=where)


def _query(asked: Mapping[str, Any]) -> str:
    pairs = {name: _plain(value) for name, value in asked.items() if value not in ("", None, [])}
    return "?" + urlencode(pairs, doseq=True) if pairs else ""


def _plain(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, date) else value


def _dated(value: Any) -> str:
    """A date or an instant as JSON has it; raises TypeError for anything else that it has not."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"JSON has no {type(value).__name__}")


def _key() -> str:
    return str(uuid.uuid4())
