"""What an institution has published of itself: branch telephones, office addresses, mailboxes, settlement accounts. No personal
information, and the same numbers in every signature: a value found that is one of them as a whole stays as it is.

A longer value is another one (the extension behind a number, the floor behind an address), and so is a shorter one.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Say, say
from zhengan.masking.kinds import email, landline, mobile, resident_id
from zhengan.masking.plain import escapes

PHONES, NUMBERS = ("mobile", "landline"), ("bank_card", "fund_account", "securities_account")
KINDS = (*PHONES, *NUMBERS, "email", "address")
"""The kinds a list can hold values of. Identity documents are always a person's, and a name may be a client's as well."""
OF_DOUBTS = {"phone_label": "mobile", "card_label": "bank_card", "account_label": "fund_account"}
"""The kind for which a doubtful number is looked up, by its reason: of an account with a bank no check digit proves anything."""
SHORTEST, LONGEST = 5, 200
ENOUGH = 1 << 20
"""Significant characters of a value, characters of a line, bytes of a file."""
ANYBODYS = """
    qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com 188.com yeah.net sina.com sina.cn sina.com.cn
    vip.sina.com sohu.com vip.sohu.com 139.com 189.cn wo.cn 21cn.com tom.com 263.net aliyun.com gmail.com googlemail.com
    outlook.com hotmail.com live.com live.cn msn.com icloud.com me.com mac.com yahoo.com yahoo.cn yahoo.com.cn yahoo.com.hk
    proton.me protonmail.com
"""
"""Domains under which everybody may have a mailbox."""
BETWEEN_FIGURES = re.compile(r"(?<=[0-9])[-~‐-―−](?=[0-9])")
FIGURES = re.compile("[0-9]*")
# What makes a line none of one value, so that nothing found could be the same (as ``plain`` reads it).
PAGE = re.compile(r"[a-z]{2,9}://|www\.")
SAID = re.compile(
    r":|.{0,6}?(?:电话|手机|传真|热线|[账帐][号户]|卡号|邮箱|座机)\s*[0-9(+]|.{0,6}?地址\s*[一-龥]|(?:tel|phone|mobile|fax|e-?mail)[\s.]*[0-9(+]"
)
POSTAL = re.compile(r"邮编|邮政编码|邮码|.*[一-龥]\S*[\s,(]+[0-9]{6}\)?\Z|[0-9]{6}\s+[一-龥]")
SEVERAL = re.compile(r"[\s、,;/|。]+|[和或及与]")
LISTING = re.compile("[、,;|。]")
HAN = re.compile("[一-龥]")
WHOLE = 7  # figures of the shortest telephone number
JOIN = rb"(?:[ )/-]|\xe2\x80[\x90-\x95]|\xe2\x88\x92|&(?:[nm]dash|minus|#8211|#8212|#8722);)"
AREA = re.compile(rb"(?<![0-9.,*-])(?:\+?(?:00)?86[ ()-]{1,3})?\(?0?[1-9][0-9]{1,2}" + JOIN + rb"{1,3}\Z")
REACH = 40
IDENTITY = re.compile("(?<![0-9])[0-9]{17}[0-9x](?![0-9])")


def plain(value: str | bytes) -> str:
    """A value as it reads: escapes resolved, full-width letters and figures narrow, capitals small."""
    raw = value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value
    text = escapes.said(raw) if escapes.ESCAPE.search(raw) else raw.decode("utf-8", "replace")
    return unicodedata.normalize("NFKC", text).casefold()


def significant(text: str) -> str:
    """The letters, figures and Chinese characters of it."""
    return "".join(filter(str.isalnum, text))


def address(text: str) -> str:
    """The same of an address, in which 1-2号 is not 12号."""
    return "-".join(map(significant, BETWEEN_FIGURES.split(text)))


def telephone(text: str) -> str:
    """The same of a telephone number, without the country's; what is behind its figures stays."""
    whole = significant(text)
    figures = (FIGURES.match(whole) or [""])[0]
    national = figures.removeprefix("00").removeprefix("86") if figures.startswith(("86", "0086")) else figures
    if national != figures and not mobile.valid(national):
        national = "0" + national.removeprefix("0")
        national = national if landline.valid(national) else figures
    return national + whole[len(figures) :]


def mailbox(text: str) -> str:
    """A mailbox as it reads, to the last dot: a.b@ is another than ab@."""
    return text.strip()


def several(text: str) -> bool:
    """Whether there is more than one number on a line."""
    numbers = [part for part in map(telephone, SEVERAL.split(text)) if mobile.valid(part) or landline.valid(part)]
    if len(numbers) > 1:
        return True
    if HAN.search(text):  # an address, an extension
        return False
    return LISTING.search(text) is not None or sum(len(significant(one)) >= WHOLE for one in text.split("/")) > 1


class Published:
    """A list of values, one a line, blank lines and those that begin with # apart; ``@example.com.cn`` means every mailbox of
    exactly that domain. Raises Problem with the line of what no list may hold, never the value.

    ``lines``: as they were given. ``keys``: what they come to, domains with their @.
    """

    def __init__(self, lines: Iterable[str], source: str = ""):
        self.lines, self.source = tuple(lines), source
        self.phones: set[str] = set()
        self.numbers: set[str] = set()
        self.addresses: set[str] = set()
        self.mailboxes: set[str] = set()
        self.domains: set[str] = set()
        for number, line in enumerate(self.lines, 1):
            if line.strip() and not line.strip().startswith("#"):
                self.take(plain(line.strip()), number)
        if not self.keys:
            raise Problem("本机构公开信息清单是空的", "没有一个值可以保留",
                          "每行写一个值，例如 0571-87654321；不用清单的，请不要写明它",
                          code="masking-public", where=Where(source) if source else None)  # fmt: skip

    def take(self, text: str, number: int) -> None:
        """One line more."""
        if len(text) > LONGEST:
            raise self.refuse(number, say("一行超过 {most} 个字符", most=LONGEST), "清单每行一个值", "请拆成几行")
        whole = significant(text)
        if resident_id.valid(whole) or any(map(resident_id.valid18, IDENTITY.findall(whole))):
            raise self.refuse(number, "本机构公开信息清单中有居民身份证号", "身份证号总是某个人的，不能不脱敏", "请删去这一行")
        if len(whole) < SHORTEST:
            raise self.refuse(number, say("这一行不足 {least} 个有效字符", least=SHORTEST), "过短的值会与别人的号码、地址相同",
                               "请写完整的号码、地址或邮箱")  # fmt: skip
        if text.startswith("@"):
            self.take_domain(text[1:], number)
        elif "@" in text:
            if not email.valid(text):
                raise self.refuse(number, "这一行不是邮箱", "含有 @ 的行应为邮箱，或 @ 加域名",
                                   "请写成 service@example.com.cn 或 @example.com.cn")  # fmt: skip
            self.mailboxes.add(mailbox(text))
        else:
            self.one_value(text, number)
            self.phones.add(telephone(text))
            self.numbers.add(whole)
            if not whole.isdecimal():
                self.addresses.add(address(text))

    def one_value(self, text: str, number: int) -> None:
        """Raises Problem for a line that holds more than a number or an address, and so would never be found."""
        if PAGE.search(text):
            raise self.refuse(number, "这一行是网址", "网址不脱敏，不必列入", "请删去这一行")
        if SAID.match(text) or ":" in text:
            raise self.refuse(number, "这一行带有“电话：”等字样", "找到的值不带字样，与这一行不会相同",
                               "请只写号码、地址或邮箱本身")  # fmt: skip
        if POSTAL.match(text) or "邮编" in text:
            raise self.refuse(number, "这一行的地址带有邮政编码", "找到的地址不含邮政编码，与这一行不会相同", "请只写地址")
        if several(text):
            raise self.refuse(number, "这一行不止一个值", "找到的值一个一个地比，与这一行不会相同", "请每行写一个值")

    def take_domain(self, domain: str, number: int) -> None:
        """Every mailbox of a domain."""
        if not email.valid(f"somebody@{domain}"):
            raise self.refuse(number, "@ 之后不是域名", "以 @ 开头的行表示这个域名下的所有邮箱", "请写成 @example.com.cn")
        if domain in ANYBODYS.split():
            raise self.refuse(number, "这是公共邮箱的域名", "其下的邮箱大多是客户等个人的，不能一概保留",
                               "请逐行写明本机构的邮箱")  # fmt: skip
        self.domains.add(domain)

    def refuse(self, number: int, what: str | Say, why: str, do: str) -> Problem:
        """A Problem of a line."""
        return Problem(what, why, do, code="masking-public", where=Where(self.source or "public", number))

    @property
    def keys(self) -> set[str]:
        """What the lines come to."""
        return self.phones | self.numbers | self.addresses | self.mailboxes | {f"@{one}" for one in self.domains}

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the list means, in whatever order and form it is written."""
        return hashlib.sha256("\n".join(sorted(self.keys)).encode()).hexdigest()

    def holds(self, kind: str, value: str | bytes) -> bool:
        """Whether a value found is, as a whole, one of the list."""
        if kind not in KINDS:
            return False
        text = plain(value)
        if kind == "email":
            return mailbox(text) in self.mailboxes or text.rpartition("@")[2] in self.domains
        if kind == "address":
            return address(text) in self.addresses
        return telephone(text) in self.phones if kind in PHONES else significant(text) in self.numbers

    def holds_at(self, kind: str, data: bytes, start: int, end: int) -> bool:
        """The same of a value where it stands: it is found without an area code before a sign that joins no number
        (021/68781234)."""
        if self.holds(kind, data[start:end]):
            return True
        before = AREA.search(data, max(0, start - REACH), start) if kind == "landline" else None
        return before is not None and self.holds(kind, html.unescape(data[before.start() : end].decode("utf-8", "replace")))

    def clears(self, doubt: str, value: str | bytes) -> bool:
        """The same of a number that is doubtful for a reason."""
        return self.holds(OF_DOUBTS.get(doubt, ""), value)


def read(path: Path) -> Published:
    """The list of a file in UTF-8. Raises Problem."""
    try:
        with path.open("rb") as file:
            raw = file.read(ENOUGH + 1)
        text = raw.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        why = reason(error, "文件不是 UTF-8 编码")
        what = say("读不到本机构公开信息清单 {path}", path=str(path))
        raise Problem(what, why, "每行一个值，UTF-8", code="masking-public") from None
    if len(raw) > ENOUGH:
        raise Problem(say("本机构公开信息清单 {path} 超过 1 MiB", path=str(path)), "清单应只有本机构自己公开的号码、地址与邮箱",
                      "请核对是不是写错了文件", code="masking-public")  # fmt: skip
    return Published(text.splitlines(), path.name)
