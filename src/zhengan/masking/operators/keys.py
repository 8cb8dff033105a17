"""The secret behind pseudonyms: where it comes from, why a weak one is refused, one derived key per purpose.

Reversible pseudonyms are still personal data (PIPL Arts. 4, 73: only what cannot be restored is anonymous). So the key
stays in production, apart from the masked data, or is destroyed after the run; then nobody can restore a value, but a
later run gives other pseudonyms and no longer joins with this one.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from zhengan.kit.oserrors import reason
from zhengan.kit.problem import Problem
from zhengan.kit.say import say

SHORTEST, LONGEST = 16, 64
"""Bytes of a secret: under 16 it can be searched, over 64 it is some other file (a certificate, a letter)."""
SALT = b"zhengan.masking"
HOW = say("用 openssl rand -hex 32 生成一个密钥，存入密钥文件或密钥管理系统")


class Key:
    """A secret of 16 to 64 bytes (32 advised). Printing it shows nothing; ``mark`` names it in an audit trail.

    Raises ``Problem`` (code ``masking-key``) for a secret that is too short, too long, or visibly not random.
    """

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes):
        refuse_weak(secret)
        self._secret = bytes(secret)

    @classmethod
    def from_text(cls, text: str) -> Key:
        """A key written as hexadecimal digits, or as ``base64:…``."""
        text = text.strip()
        try:
            if text.startswith("base64:"):
                return cls(base64.b64decode(text.removeprefix("base64:"), validate=True))
            return cls(bytes.fromhex(text))
        except (ValueError, binascii.Error):
            raise Problem(
                "密钥写法不对",
                say("文字形式的密钥应为十六进制数字，至少 {least} 位，或以 base64: 开头", least=2 * SHORTEST),
                HOW,
                code="masking-key",
            ) from None

    @classmethod
    def from_file(cls, path: str | Path) -> Key:
        """A key from a file that holds its text form, or the bare bytes. A passphrase is refused: it can be guessed."""
        try:
            content = Path(path).read_bytes()
        except OSError as error:
            raise Problem(
                say("读不到密钥文件 {path}", path=str(path)),
                reason(error),
                "检查路径和权限",
                code="masking-key",
            ) from None
        text = content.strip()
        if text and all(32 <= byte < 127 for byte in text):  # one random file in ten million looks like this
            return cls.from_text(text.decode("ascii"))
        return cls(content)

    @classmethod
    def read(cls, reference: str, environment: Mapping[str, str]) -> Key:
        """The key that a policy names: ``env:NAME`` is looked up in ``environment``, ``file:PATH`` is read."""
        where, _, what = reference.partition(":")
        if where == "file" and what:
            return cls.from_file(what)
        if where == "env" and what:
            if what in environment:
                return cls.from_text(environment[what])
            raise Problem(
                say("环境变量 {name} 未设置", name=what), "策略要从它取密钥", HOW, code="masking-key"
            )
        # The reference itself is not printed: someone may have written the key in its place.
        raise Problem(
            "密钥的引用写法不对",
            "策略里只写密钥在哪里，不写密钥本身",
            "写成 env:变量名 或 file:路径",
            code="masking-key",
        )

    def derive(self, purpose: str, length: int = 32, digest: str = "sha256") -> bytes:
        """A key of ``length`` bytes for one purpose alone (HKDF, RFC 5869, with SHA-256 or SM3)."""
        algorithm = hashes.SM3() if digest == "sm3" else hashes.SHA256()
        return HKDF(algorithm, length, SALT, purpose.encode()).derive(self._secret)

    @property
    def mark(self) -> str:
        """Eight hexadecimal digits that tell keys apart and give nothing away: for audits."""
        return self.derive("mark", 4).hex()

    def __repr__(self) -> str:
        return "Key(…)"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self._secret == other._secret

    def __hash__(self) -> int:
        return hash(hashlib.sha256(self._secret).digest())


def refuse_weak(secret: bytes) -> None:
    """Raise ``Problem`` for a secret of the wrong length or one that no random source would give."""
    size = len(secret)
    if size < SHORTEST:
        raise Problem(
            "密钥太短",
            say("只有 {size} 字节，至少要 {least} 字节", size=size, least=SHORTEST),
            HOW,
            code="masking-key",
        )
    if size > LONGEST:
        raise Problem(
            "密钥太长",
            say("有 {size} 字节，至多 {most} 字节：可能选错了文件", size=size, most=LONGEST),
            HOW,
            code="masking-key",
        )
    if repeats(secret) or counts(secret) or len(set(secret)) < SHORTEST // 2:
        raise Problem("密钥太弱", "全零、重复或有规律的字节可以猜到", HOW, code="masking-key")


def repeats(secret: bytes) -> bool:
    """Whether it is one pattern of up to half its length, over and over."""
    return any(secret[step:] == secret[:-step] for step in range(1, len(secret) // 2 + 1))


def counts(secret: bytes) -> bool:
    """Whether each byte differs from the one before by the same step: 00 01 02 …"""
    return len({(after - before) % 256 for before, after in pairwise(secret)}) == 1
