"""Pseudonyms of the same form: one value, one pseudonym, reversible with the key, joins intact, checks still valid.

A permutation: two different values never get the same pseudonym, so tables joined on a masked column give the same rows
as before. The pseudonym depends on the key, the kind and the ``domain``, and on nothing else: not on the table or the row.
With the key the values come back: the masked data remain personal data (PIPL) for whoever holds it; see ``keys``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import ClassVar, Literal

from zhengan.kit.problem import Problem
from zhengan.kit.say import as_names, say
from zhengan.masking.operators import canonical, digit_forms, letters
from zhengan.masking.operators.base import Operator
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.keys import Key
from zhengan.masking.operators.packed import Flags, Packed
from zhengan.masking.operators.resident import ZONES, ResidentIds, sensible

LETTERS = ("email", "social_credit_code")
KINDS = (*digit_forms.FORMS, "resident_id", *LETTERS)
"""The kinds that have pseudonyms of their own form; ``digits`` takes any number of 6 to 36 digits."""


@dataclass(frozen=True, kw_only=True)
class Fpe(Operator):
    """FF1 (NIST SP 800-38G) fitted to a kind, with AES-256 or SM4.

    ``domain``: with another word the same values get other pseudonyms (one for each receiver, so that two receivers
    cannot join their tables). A number that ends in ``.0`` (as pandas writes a column of them with blanks) keeps
    that end. For resident IDs ``region`` and ``sex`` say whether these stay or are permuted too, and ``zones`` within which
    years of birth a date stays (``resident.ZONES``). ``back``: reveal instead of mask.
    """

    name: ClassVar[str] = "fpe"
    key: Key = field(repr=False)
    kind: str
    cipher: Literal["aes", "sm4"] = "aes"
    domain: str = ""
    region: Literal["keep", "permute"] = "keep"
    sex: Literal["keep", "permute"] = "permute"
    zones: tuple[int, ...] = ZONES
    back: bool = False

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.kind not in KINDS:
            raise Problem(
                say("{kind} 没有保格式加密", kind=self.kind),
                say("可用于 {kinds}", kinds=as_names(KINDS)),
                "其他数据改用哈希（hash）、假值（fake）或掩盖（keep）",
                code="masking-kind",
            )
        if self.kind == "resident_id":
            sensible(self.zones)

    @cached_property
    def secret(self) -> bytes:
        """The key of this kind and domain alone."""
        sm4 = self.cipher == "sm4"
        purpose = f"fpe/{self.cipher}/{self.kind}/{self.domain}"
        return self.key.derive(purpose, 16 if sm4 else 32, "sm3" if sm4 else "sha256")

    def treat(self, column: Packed) -> tuple[Packed, Flags]:
        """The pseudonyms, or with ``back`` the values."""
        # A cipher of its own for each call: calls may come from several threads.
        blocks = Blocks(self.secret, self.cipher)
        made, misfits = self.permuted(column, blocks)
        if misfits.any() and self.kind not in LETTERS and (rows := canonical.floated(column, misfits)).any():
            others, misfits[rows] = self.permuted(canonical.unfloated(column, rows), blocks)
            made = canonical.floated_again(made, rows, others)
        return made, misfits

    def permuted(self, column: Packed, blocks: Blocks) -> tuple[Packed, Flags]:
        """The same of values that are written as their kind is."""
        if self.kind == "resident_id":
            ids = ResidentIds(blocks, self.zones, regions=self.region == "permute", by_sex=self.sex == "keep")
            return ids.permute(column, back=self.back)
        if self.kind == "email":
            return letters.emails(column, blocks, back=self.back)
        if self.kind == "social_credit_code":
            return letters.credit_codes(column, blocks, back=self.back)
        return digit_forms.Numbers(blocks, digit_forms.FORMS[self.kind]).permute(column, back=self.back)

    def revealing(self) -> Fpe:
        """The operator that restores what this one masks. Stars and labels of misfits are misfits to it as well."""
        return replace(self, back=not self.back)
