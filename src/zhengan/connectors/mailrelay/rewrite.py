"""A mail in, the masked mail out: subject, texts, text attachments, file names; what cannot be read is doubtful."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import quote

from zhengan.connectors.mailrelay import content, invites, objects, words, wraps
from zhengan.connectors.mailrelay.addresses import RECIPIENTS, SENDERS, kept, masked_addresses
from zhengan.connectors.mailrelay.apart import parted
from zhengan.connectors.mailrelay.markup import cells, lines, markup_masked, readers
from zhengan.connectors.mailrelay.parts import DEEPEST, Malformed, Part, cut, named, pieces
from zhengan.connectors.mailrelay.spanned import spanned
from zhengan.masking.choice import FIGURES
from zhengan.masking.kinds import bank_card, fund_account, futures_code, name, resident_id, securities_account
from zhengan.masking.message import Outcome, mask_message
from zhengan.masking.published import Published
from zhengan.masking.spaced import spaced
from zhengan.masking.validjson import still
from zhengan.masking.wrapped import cut as cut_off

Attachments = Literal["hold", "pass"]
STRUCTURED = re.compile(  # what programs read: marks, dates, signatures, the form of a part
    r"received(-spf)?|(resent-)?date|((resent|x)-)?message-id|thread-index|(x-([a-z0-9]+-)?)?(dkim|domainkey)-signature|"
    r"(arc-|x-([a-z0-9]+-)?)?authentication-results|arc-(seal|message-signature)|autocrypt|feedback-id|list-unsubscribe-post|"
    r"content-(type|transfer-encoding|disposition|id|md5|length)|"
    r"x-(smtpapi|gm-message-state|google-smtp-source|campaign-?id|unsubscribe-web)"
)
ADDRESSED = re.compile(  # addresses and marks of mails, and whatever somebody wrote beside them
    r"return-path|return-receipt-to|disposition-notification-to|errors-to|(apparently|delivered|envelope)-to|in-reply-to|references|"
    r"(x-)?(original-(to|recipient)|envelope-(from|to))|list-(post|help|owner|archive|subscribe|unsubscribe)|"
    r"x-(complaints-to|report-abuse(-to)?|failed-recipients|forwarded-(to|for)|sender)"
)
OF_SERVERS = re.compile(  # what other servers wrote, or are told: an address in it may be where the mail goes
    r"mime-version|x-(mailer|auth-user|(ms|mc|mailgun|ses|sg|spam|virus|proofpoint)-.*)"
)
FOLDED_TYPES, FOLDED_FILES = ("text/calendar", "text/vcard", "text/x-vcard", "text/directory"), ("ics", "vcf")
MARKUP_TYPES = ("text/html", "text/x-amp-html", "text/enriched")
XML_TYPES, XML_FILES = ("application/xml", "text/xml"), ("xml",)  # and whatever ends in +xml
MARKUP_FILES = ("htm", "html", "xhtml", "svg")
WRITTEN = ("application/xhtml+xml", "image/svg+xml")  # XML of which the elements are words in a line, not fields
UNREAD_TYPES, UNREAD_FILES = ("text/rtf", "text/richtext"), ("rtf",)  # texts of which only a program of its own makes sense
TEXT_FILES = ("txt", "csv", "tsv", "log", "json", "ndjson", "md", "sql", *XML_FILES, *MARKUP_FILES, *FOLDED_FILES)
TEXT_TYPES = ("application/json", "application/sql", "application/x-ndjson", "application/csv", *XML_TYPES)
# Columns whose values prove nothing one by one.
COLUMNS = frozenset(
    word.lower()
    for module in (name, fund_account, futures_code, securities_account, bank_card, resident_id)
    for word in module.KIND.columns
)
MARKED = frozenset(("mobile", "resident_id", "name"))
CID = re.compile(r"(?<=\bcid:)[^\s\"'<>)]*", re.IGNORECASE)  # by which a page shows a part of the mail
MARK = re.compile(r"(?<=<)[^<>\s@]*@[^<>\s]*(?=>)")  # of a mail
ALTERNATIVE, CELL = "multipart/alternative", re.compile(r"[^\s|](?:[^\t\r\n|]*[^\s|])?")  # of a text, between tabs
PAIR = re.compile(rb"\r?\n")
REPORTS = re.compile("message/(global-)?(delivery-status|disposition-notification)|message/feedback-report")  # fields of text
SOFT = re.compile(rb"=[ \t]{1,998}(?=\n|\Z)")  # what a server on the way put behind the end of a line is none of it (RFC 2045)


@dataclass
class Rewritten:
    """The mail to forward, how many values of each kind were masked, and why somebody should look at it first."""

    raw: bytes = b""
    counts: Counter[str] = field(default_factory=Counter)
    doubts: Counter[str] = field(default_factory=Counter)


class Costly(Exception):
    """More groups of figures than the caller has time for."""


def rewrite(
    raw: bytes, attachments: Attachments = "hold", seven_bit: bool = False, last: bool = False, *, most: int = 0,
    public: Published | None = None,
) -> Rewritten:  # fmt: skip
    """Masks a mail. ``attachments``: what an attachment that cannot be read means; ``seven_bit``: the next server takes
    no 8-bit bodies, so these become base64; ``last``: somebody has decided that it goes out, so that what is labelled wrong
    is read as it most likely was meant. ``most``: Costly is raised where more groups of figures are read, which is what time
    goes by. ``public``: what the institution has published of itself, which stays. Never raises else for what a mail holds: what
    cannot be read is a doubt."""
    work = _Work(attachments, seven_bit, last, most, public)
    try:
        work.done.raw = work.part(raw, 0)
    except Malformed:
        work.done.raw = raw
        work.done.doubts["structure"] += 1
    return work.done


class _Work:
    def __init__(self, attachments: Attachments, seven_bit: bool, last: bool, most: int, public: Published | None):
        self.attachments, self.seven_bit, self.last, self.most, self.public = attachments, seven_bit, last, most, public
        self.done, self.groups = Rewritten(), 0
        self.said: dict[str, tuple[str, str]] | None = None  # of alternatives: a value, masked, its kind

    def effort(self, text: str) -> None:
        """Raises Costly where the texts read so far, and this, have too many groups of figures."""
        self.groups += len(FIGURES.findall(text)) if self.most else 0
        if self.groups > self.most:
            raise Costly

    def found(self, text: str) -> Outcome:
        """What is in a text."""
        return mask_message(text, "mail", self.public)

    def starred(self, text: str) -> str:
        """A masked text without what is published: no value of which a piece could stand elsewhere."""
        return mask_message(text, "mail").text if self.public else text

    def masks(self, text: str) -> str:
        """A text masked, counted."""
        return self.outcome(text).text

    def outcome(self, text: str) -> Outcome:
        """What is in a text, counted."""
        self.effort(text)
        found = self.found(text)
        self.told(found)
        if self.said is not None:
            self.said |= {text[one.start : one.end]: (found.text[one.start : one.end], one.kind) for one in found.spans}
        return found

    def alike(self, text: str) -> str:
        """A text that is shown instead of a page, masked as that was: what stands in a column there stands here in a line of its
        own, far from the head that says what it is."""

        def cell(found: re.Match[str]) -> str:
            masked, kind = said.get(found[0], ("", ""))
            self.done.counts.update([kind] if kind else [])
            return masked or found[0]

        said = self.said
        return CELL.sub(cell, text) if said else text

    def but_addresses(self, text: str) -> str:
        """The same, but for mail addresses."""
        self.effort(text)
        found = self.found(text)
        self.told(Outcome(found.text, tuple(one for one in found.spans if one.kind != "email"), found.doubtful))
        return kept(text, found, {"email"})

    def fields(self, text: str, masked: Callable[[str, Published | None], Outcome]) -> str:
        """A calendar or a visiting card masked, counted; a value may be a page, or have lines of its own."""
        self.effort(text)
        found = masked(text, self.public)
        self.told(found)
        after = invites.PAGE.sub(lambda one: one[1] + self.page(one[2], escaped=True), found.text)
        for one in invites.BROKEN.finditer(after):
            self.whole(invites.shown(one[0]), flowed=False)
        return after

    def page(self, text: str, data: bool = False, escaped: bool = False) -> str:
        """HTML masked as a reader sees it; ``escaped``: it is the value of a calendar."""
        after = self.masks(markup_masked(text, self.masks, data))
        seen = self.starred(invites.shown(after) if escaped else after)
        by = readers(seen, data)
        self.done.doubts.update({"column": 1} if spanned(seen) else {})
        if not any(self.whole(lines(seen, data, one), flowed=False) for one in by):
            self.done.doubts.update({"wrapped": 1} if any(parted(cells(seen, data, one)) for one in by) else {})
        return after

    def told(self, found: Outcome) -> None:
        """Counts what was found in a text."""
        self.done.counts.update(found.counts)
        self.done.doubts.update(one.reason for one in found.doubtful)

    def part(self, raw: bytes, depth: int, within: str = "") -> bytes:
        """One part with its headers; ``within``: the type of what it is a part of."""
        if depth > DEEPEST:
            raise Malformed
        part = cut(raw)
        header = part.header
        self.headers(part, depth > 0)
        kind = header.get_content_type()
        if kind.startswith("multipart/"):
            before = part.body
            self.several(part, str(header.get_boundary() or ""), depth)
            if kind == "multipart/signed" and part.body != before:  # masked, or coded for a server that takes 7 bits
                self.done.doubts["signed"] += 1
        elif kind == "message/rfc822" and coding(part) in ("7bit", "8bit", "binary"):
            part.body = self.part(part.body, depth + 1)
        else:
            self.leaf(part, kind, within)
            if self.seven_bit and coding(part) in ("8bit", "binary") and not part.body.isascii():
                part.body = encoded(part.body, "base64", b"\r\n")
                part.replace("Content-Transfer-Encoding", b"base64")
        return part.joined()

    def headers(self, part: Part, within: bool) -> None:
        """Display names, the file's name, and every header that is a text: all of which the form is not known."""
        for k, raw in enumerate(part.fields):
            try:
                part.fields[k] = self.heading(raw, within)
            except (UnicodeError, LookupError, ValueError) as error:
                guessed = self.guessed(raw, within) if self.last and isinstance(error, LookupError) else None
                if guessed is None:
                    self.done.doubts["charset" if isinstance(error, (UnicodeError, LookupError)) else "structure"] += 1
                part.fields[k] = guessed or raw
        try:
            for label, value in words.masked_names(part.header, self.masks).items():
                part.replace(label, value)
            if any(self.shows(text) for text in words.misplaced(part.header)):
                self.done.doubts["structure"] += 1
        except (UnicodeError, LookupError, ValueError):
            self.done.doubts["charset"] += 1

    def heading(self, raw: bytes, within: bool) -> bytes:
        """One header, masked where it is a text."""
        label, _colon, value = raw.partition(b":")
        field, after = named(raw), None
        if not STRUCTURED.fullmatch(field) and (lines := words.folded(value, lambda text: mask_message(text, "mail").text)):
            self.whole(lines, flowed=False)
        if ADDRESSED.fullmatch(field) or field in (*RECIPIENTS, *SENDERS):
            self.effort(words.readable(value))
        if field in RECIPIENTS or field in SENDERS:
            after = masked_addresses(field, value, self.told)
            return raw if after is None else label + b":" + after
        if ADDRESSED.fullmatch(field):
            try:
                after = masked_addresses(field, value, self.told)
                return raw if after is None else label + b":" + after
            except UnicodeError:
                raise
            except ValueError:  # a sentence, perhaps, of which only some is an address
                after = words.masked_header(value, self.but_addresses)
        elif OF_SERVERS.fullmatch(field):
            after = words.masked_header(value, self.but_addresses)
        elif field == "content-location":
            after = words.masked_location(value, self.masks)
        elif field == "content-id" and within:
            self.reference(value)
        elif not STRUCTURED.fullmatch(field):
            after = words.masked_header(value, self.masks)
        return raw if after is None else label + b": " + after + b"\r\n"

    def guessed(self, raw: bytes, within: bool) -> bytes | None:
        """A header in a charset nobody knows, masked as UTF-8 or GB18030; None where it is neither."""
        for charset in (b"utf-8", b"gb18030"):
            meant = words.relabelled(raw, charset)
            with suppress(UnicodeError, LookupError, ValueError):
                after = self.heading(meant, within)
                return raw if after == meant else after
        return None

    def reference(self, value: bytes) -> None:
        """A part's own mark, by which a page shows it: masked it would be shown no more. Programs make marks of long figures."""
        kinds = self.found(words.header_text(value)[0].partition("@")[0].strip("<> ")).counts
        if kinds.keys() & MARKED:
            self.done.doubts["reference"] += 1

    def several(self, part: Part, boundary: str, depth: int) -> None:
        """The parts of a part; the texts around them are read as plain text."""
        if not boundary:
            raise Malformed
        kind = part.header.get_content_type()
        if kind == "multipart/encrypted":
            self.done.doubts["encrypted"] += 1
        (before, *texts, after), lines = pieces(part.body, boundary.encode("ascii", "replace"))
        before, outer = self.around(before), self.said
        if kind == ALTERNATIVE:
            self.said = {}
        for k in reversed(range(len(texts))):  # of alternatives the last has the most to go by
            eol = (re.match(rb"\r?\n", texts[k]) or [b""])[0]
            texts[k] = eol + self.part(texts[k][len(eol) :], depth + 1, kind)
        self.said = outer
        out = [line + text for line, text in zip(lines, [*texts, self.around(after)], strict=True)]
        part.body = before + b"".join(out)

    def around(self, raw: bytes) -> bytes:
        """Preamble and epilogue: no reader shows them, so they are masked or left, never a doubt."""
        if not raw.strip():
            return raw
        text, name = words.plain(raw)
        return self.masks(text).encode(name)

    def leaf(self, part: Part, kind: str, within: str) -> None:
        """A text or a file: what it is its bytes say, where they say another thing than its type."""
        header = part.header
        try:
            endings = {name.rpartition(".")[2].lower() for name in words.file_names(header) if "." in name}
        except (UnicodeError, LookupError):
            endings = set()
        text_file = bool(endings & {*TEXT_FILES})
        written = kind.startswith("text/") or kind.endswith("+xml") or kind in TEXT_TYPES or REPORTS.fullmatch(kind)
        try:
            raw = decoded(part.body, coding(part))
        except (ValueError, binascii.Error):
            raw = None
        at = content.footed(part.body) if raw is None and coding(part) == "base64" else 0
        if at:
            self.footed(part, at, kind, within)
        elif kind in ("application/pkcs7-mime", "application/x-pkcs7-mime"):
            self.done.doubts["encrypted"] += 1
        elif raw is None:
            self.done.doubts["charset"] += 1
        elif kind in content.SIGNATURES and within == "multipart/signed" and content.signature(kind, raw):
            return
        elif kind in UNREAD_TYPES or endings & {*UNREAD_FILES} or content.package(raw):
            self.unread()
        elif written or text_file or content.drawing(raw):
            self.text(part, raw, kind, endings)
        elif not kind.startswith("image/") or header.get_content_disposition() == "attachment" or not content.picture(raw):
            self.unread()

    def footed(self, part: Part, at: int, kind: str, within: str) -> None:
        """A part in base64, and behind it a text that a server on the way added and did not code."""
        footer, part.body = part.body[at:], part.body[:at]
        self.leaf(part, kind, within)
        try:
            text, name = words.plain(footer)
            footer = self.masked(text, footer, kind, set(), flowed=False).encode(name)
        except (UnicodeError, LookupError, ValueError):
            self.done.doubts["charset"] += 1
        part.body += footer

    def unread(self) -> None:
        """A file that cannot be read."""
        if self.attachments == "hold":
            self.done.doubts["attachment"] += 1

    def text(self, part: Part, raw: bytes, kind: str, endings: set[str]) -> None:
        """A text in whatever coding and charset, written back in the same."""
        header, how, before = part.header, coding(part), raw
        flowed = str(header.get_param("format") or "").strip().lower() == "flowed"
        inner: set[str] = set()
        try:
            for name in self.charsets(raw, str(header.get_param("charset") or "")):
                text = raw.decode(name)
                inner |= content.pgp(text)
                raw = self.masked(text, raw, kind, endings, flowed).encode(name)
        except (UnicodeError, LookupError, ValueError):
            self.done.doubts["charset"] += 1
            return
        if "MESSAGE" in inner:
            self.done.doubts["encrypted"] += 1
        if raw != before and "SIGNED MESSAGE" in inner:
            self.done.doubts["signed"] += 1
        if raw != before:
            part.body = encoded(raw, how, part.body)

    def charsets(self, raw: bytes, label: str) -> list[str]:
        """``content.charsets``; in the end what is labelled with a charset nobody knows, or with one that does not give the
        same bytes back, is read as ASCII, UTF-8 or GB18030: figures are the same in all of them."""
        try:
            return content.charsets(raw, label)
        except (UnicodeError, LookupError) as error:
            if not self.last:
                raise
            name = words.plain(raw)[1]
            self.done.doubts.update({"charset": 1} if b"\0" in raw or not isinstance(error, LookupError) else {})
            return [name]

    def masked(self, text: str, raw: bytes, kind: str, endings: set[str], flowed: bool) -> str:
        """A text masked the way its readers see it, and once more as it is written."""
        if endings & {"csv", "tsv"} or kind == "text/csv":
            self.columns(text)
        xml = kind in XML_TYPES or kind.endswith("+xml") or bool(endings & {*XML_FILES})
        if xml or kind in MARKUP_TYPES or endings & {*MARKUP_FILES} or content.drawing(raw):
            text = content.URI.sub(self.uri, text)
            data = xml and kind not in WRITTEN and not content.drawing(raw)
            after = but(CID, text, lambda bare: self.page(bare, data))  # of entities, in a page of ASCII, entities are made
            return after.encode("ascii", "xmlcharrefreplace").decode() if raw.isascii() else after
        if kind in FOLDED_TYPES or endings & {*FOLDED_FILES}:
            if content.CODED.search(text):
                self.unread()
            calendar = kind == "text/calendar" or "ics" in endings

            def masks(whole: str) -> str:
                return self.fields(whole, invites.invite_masked if calendar else invites.card_masked)

            return masks(wraps.unfolded(text, masks))
        if content.uuencoded(text) or any(self.personal(one) for one in (content.base64_alone(text), *content.saved(text))):
            self.unread()
        if content.CODED_WORDS.search(text):
            text = content.CODED_WORDS.sub(self.coded, self.saved(text, kind))
        report = REPORTS.fullmatch(kind)  # whom a mail did not reach, and which
        after = but(MARK, text, self.but_addresses) if report else self.alike(still(text, self.outcome(text)))
        self.done.doubts.update({"column": 1} if not report and objects.left(text, self.starred(after)) else {})
        self.whole(after, flowed, rows=kind == "text/csv" or bool(endings & {"csv", "tsv"}))
        return after

    def saved(self, text: str, kind: str) -> str:
        """The text with the head of a mail at its beginning masked as one: whoever is coded there is known by the place."""
        if kind != "text/rfc822-headers" and not content.HEAD.match(text):
            return text
        try:
            part = cut(text.lstrip().encode())
        except Malformed:
            return text
        self.headers(part, True)
        return text[: len(text) - len(text.lstrip())] + part.joined().decode()

    def coded(self, found: re.Match[str]) -> str:
        """Coded words of a mail's head, within a text."""
        after = words.masked_header(found[0].encode(), self.masks)
        return found[0] if after is None else after.decode("ascii")

    def whole(self, text: str, flowed: bool, rows: bool = False) -> bool:
        """A number that a line end cuts in two is a doubt, and one in groups far apart; whether there is one."""
        seen = self.starred(text)
        reason = "wrapped" if cut_off(seen, flowed, rows) else "spaced" if any(spaced(seen)) else ""
        self.done.doubts.update({reason: 1} if reason else {})
        return bool(reason)

    def uri(self, found: re.Match[str]) -> str:
        """A ``data:`` address within a page: a picture or a font stays, a text is masked, all else is a file nobody reads."""
        kind, raw = (found["kind"] or "text/plain").lower(), content.uri(found)
        if raw is None or content.package(raw):
            self.unread()
        elif raw and not content.picture(raw) and not content.font(raw):
            try:
                name = content.charsets(raw, "")[0]
            except UnicodeError:
                self.unread()
                return found[0]
            after = self.masked(raw.decode(name), raw, kind, set(), flowed=False).encode(name)
            if after != raw:
                coded = base64.b64encode(after).decode() if found["base64"] else quote(after)
                return f"{found['head']}{found['base64'] or ''},{coded}"
        return found[0]

    def personal(self, raw: bytes) -> bool:
        """Whether bytes are a file nobody reads, or a text with something in it that would be masked."""
        if content.package(raw) or content.picture(raw):
            return True
        try:
            return self.shows(raw.decode(content.charsets(raw, "")[0]))
        except UnicodeError:
            return False

    def shows(self, text: str) -> bool:
        """Whether something in a text would be masked, or is doubtful."""
        found = self.found(text)
        return bool(found.spans or found.doubtful)

    def columns(self, text: str) -> None:
        """A table whose head names accounts: their values are proven by the column alone."""
        head = text.lstrip("\ufeff").partition("\n")[0].lower()
        if any(cell.strip(" \"'\r") in COLUMNS for cell in re.split(r"[,;\t|]", head)):
            self.done.doubts["column"] += 1


def but(pattern: re.Pattern[str], text: str, masks: words.Masks) -> str:
    """The text masked but for what the pattern finds; ``masks`` keeps the count of characters."""
    after = masks(pattern.sub(lambda found: "_" * len(found[0]), text))
    out, at = [], 0
    for found in pattern.finditer(text):
        out += [after[at : found.start()], found[0]]
        at = found.end()
    return "".join(out) + after[at:]


def coding(part: Part) -> str:
    """How the body is written: ``7bit``, ``8bit``, ``binary``, ``base64``, ``quoted-printable``, or what it says."""
    return str(part.header.get("content-transfer-encoding") or "8bit").strip().lower().replace("7bit", "8bit")


def decoded(body: bytes, how: str) -> bytes:
    """The bytes behind the coding, padded or not. Raises ValueError for a coding nobody knows, and for base64 that is none."""
    if how in ("8bit", "binary"):
        return body
    if how == "quoted-printable":
        return quopri.decodestring(SOFT.sub(b"=", PAIR.sub(b"\n", body))).replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    if how == "base64":
        bare = re.sub(rb"\s", b"", body)
        return base64.b64decode(bare if b"=" in bare else bare + b"=" * (-len(bare) % 4), validate=True)
    raise ValueError(how)


def encoded(raw: bytes, how: str, old: bytes) -> bytes:
    """The bytes in the coding the part had; it ends in a line end where it did."""
    if how in ("8bit", "binary"):
        return raw
    if how == "quoted-printable":
        text = quopri.encodestring(raw.replace(b"\r\n", b"\n")).replace(b"\n", b"\r\n")
        return text
    lines = base64.encodebytes(raw).replace(b"\n", b"\r\n")
    return lines if old.endswith(b"\n") else lines.removesuffix(b"\r\n")
