"""Format-preserving pseudonyms of a column on one core, beside the bare cipher they cannot beat and libraries that do one
value a call (measured where they are installed: nothing here depends on them).

Processor time, not wall time: other work on the machine does not count. Columns of 200,000 values in memory, Arrow in
and Arrow out; the best of 25 runs each, for a short run is seldom disturbed.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from time import process_time
from typing import Any

import numpy as np
import pyarrow as pa

from benchmarks.table import Row
from zhengan.masking.operators import ff1_plain
from zhengan.masking.operators.blocks import Blocks
from zhengan.masking.operators.ff1 import BATCH
from zhengan.masking.operators.fpe import Fpe
from zhengan.masking.operators.hashed import Hash, macs
from zhengan.masking.operators.keys import Key
from zhengan.masking.operators.packed import Packed
from zhengan.masking.operators.star import Star

VALUES, RUNS, CALLS = 200_000, 25, 500
SECRET = bytes.fromhex("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc")
MILLION = 1e6


def run() -> list[Row]:
    """Millions of values a second."""
    key = Key(SECRET)
    pick = np.random.default_rng(218)
    floors = {cipher: rate(lambda c=cipher: bare(c), VALUES) for cipher in ("aes", "sm4")}  # type: ignore[misc]
    peer, theirs = fastest_peer()
    rows = []
    for count in (11, 16, 18, 19):
        column = digits(pick, count)
        operator = Fpe(key=key, kind="digits")
        rows.append(
            line(f"FF1, AES-256: {count} digits", operator, column, "ten bulk AES calls", floors["aes"], 8)
        )
        if count == 16:
            ours = rate(lambda c=column, o=operator: o.column(c), VALUES)  # type: ignore[misc]
            rows.append(made("FF1, 16 digits", ours, peer, theirs))
    ids, cards, mobiles = residents(pick), luhn(digits(pick, 18)), prefixed("138", digits(pick, 8))
    for name, kind, column, least in (
        ("resident ID → valid ID", "resident_id", ids, 3),
        ("bank card → valid card", "bank_card", cards, None),
        ("mobile, prefix kept", "mobile", mobiles, None),
    ):
        operator = Fpe(key=key, kind=kind)
        masked = operator.column(column).values
        rows.append(line(name, operator, column, "ten bulk AES calls", floors["aes"], least))
        rows.append(
            line(
                f"{name}, reversed", operator.revealing(), masked, "ten bulk AES calls", floors["aes"], least
            )
        )
    chosen = Fpe(key=key, kind="resident_id", region="permute")
    rows.append(
        line("resident ID → valid ID, region too", chosen, ids, "ten bulk AES calls", floors["aes"], None)
    )
    sm4 = Fpe(key=key, kind="digits", cipher="sm4")
    rows.append(line("FF1, SM4: 11 digits", sm4, digits(pick, 11), "ten bulk SM4 calls", floors["sm4"], None))
    rows.append(line("keep and star, 18 characters", Star(front=3, back=4), ids, "", None, None))
    texts = [text.encode() for text in ids.slice(0, CALLS).to_pylist()]
    for digest in ("sha256", "sm3"):
        call = rate(lambda d=digest: list(macs(SECRET, texts, d)), CALLS)  # type: ignore[misc]
        hashing = Hash(key=key, digest=digest)
        rows.append(
            line(f"HMAC-{digest.upper()}, 18 characters", hashing, ids, "OpenSSL, a value a call", call, None)
        )
    return rows


def line(
    name: str, operator: Any, column: Any, against: str, floor: float | None, least: float | None
) -> Row:
    """A row of an operator over a column."""
    operator.column(column.slice(0, 100))  # compiled before it is measured
    done = operator.column(column)
    if done.misfits:
        raise AssertionError(f"{name}: {done.misfits} values did not fit")
    return made(name, rate(lambda: operator.column(column), len(column)), against, floor, least)


def made(name: str, figure: float, against: str, other: float | None, least: float | None = None) -> Row:
    """A row of millions a second; more is better."""
    target = "" if least is None else f"≥ {least} M/s"
    met = None if least is None else figure >= least
    return Row(name, figure, "M/s", against, other, figure / other if other else None, target, met)


def rate(work: Callable[[], object], count: int) -> float:
    """Millions of values a second of processor time, the best run."""
    times = []
    for _ in range(RUNS):
        start = process_time()
        work()
        times.append(process_time() - start)
    return count / min(times) / MILLION


def bare(cipher: str) -> None:
    """The floor: the cipher calls of FF1's ten rounds and nothing else."""
    blocks = Blocks(SECRET[:16] if cipher == "sm4" else SECRET, cipher)  # type: ignore[arg-type]
    buffer = np.zeros((BATCH + 1) * 16, np.uint8)
    for start in range(0, VALUES, BATCH):
        for _ in range(ff1_plain.ROUNDS):
            blocks.many(buffer, min(BATCH, VALUES - start))


def fastest_peer() -> tuple[str, float]:
    """The fastest library at hand that does format-preserving encryption of 16 digits; or our own plain reference."""
    block = Blocks(SECRET).one
    numerals = [int(char) for char in "6228480402564890"]
    calls = {"the plain reference": lambda: ff1_plain.encrypt(block, 10, b"", numerals)}
    if importlib.util.find_spec("pyffx"):
        import pyffx

        old = pyffx.String(SECRET, alphabet="0123456789", length=16)
        calls["pyffx"] = lambda: old.encrypt("6228480402564890")
    if importlib.util.find_spec("ffx"):
        import ffx

        ff1 = ffx.FF1(SECRET, radix=10)
        calls["libffx"] = lambda: ff1.encrypt("6228480402564890")
    if importlib.util.find_spec("ff3"):
        import ff3

        ff3_1 = ff3.FF3Cipher(SECRET.hex(), "D8E7920AFA330A")
        calls["ff3 (FF3-1)"] = lambda: ff3_1.encrypt("6228480402564890")
    rates = {name: rate(lambda c=call: [c() for _ in range(CALLS)], CALLS) for name, call in calls.items()}  # type: ignore[misc]
    name = max(rates, key=rates.__getitem__)
    return f"{name}, a value a call", rates[name]


def digits(pick: np.random.Generator, count: int) -> Any:
    """A column of numbers of so many digits."""
    data = pick.integers(48, 58, VALUES * count, np.uint8)
    return packed(data, count)


def packed(data: np.ndarray, count: int) -> Any:
    """A column of values of so many bytes each."""
    size = data.size // count
    return Packed(data, np.arange(size + 1) * count, np.ones(size, np.bool_)).to_arrow(pa.string())


def matrix(column: Any) -> np.ndarray:
    """The digits of a column of values of one length, a row each."""
    return (Packed.from_arrow(column).data.reshape(len(column), -1) - 48).astype(np.int64)


def prefixed(prefix: str, column: Any) -> Any:
    """The column with the same digits before each value."""
    head = np.tile(np.frombuffer(prefix.encode(), np.uint8), (len(column), 1))
    return packed(
        np.hstack([head, matrix(column).astype(np.uint8) + 48]).ravel(), len(prefix) + len(column[0].as_py())
    )


def luhn(column: Any) -> Any:
    """The column with the check digit of a card behind each value."""
    body = matrix(column)
    twice = body[:, ::-1].copy()
    twice[:, ::2] = twice[:, ::2] * 2 - 9 * (twice[:, ::2] > 4)
    check = -twice.sum(axis=1, keepdims=True) % 10
    return packed((np.hstack([body, check]) + 48).astype(np.uint8).ravel(), body.shape[1] + 1)


def residents(pick: np.random.Generator) -> Any:
    """Valid IDs of sixteen counties, births spread over 1940 to 2005 as among customers."""
    days = np.datetime64("1940-01-01") + pick.integers(0, 65 * 365, VALUES).astype("timedelta64[D]")
    year = days.astype("datetime64[Y]").astype(int) + 1970
    month = days.astype("datetime64[M]").astype(int) % 12 + 1
    day = (days - days.astype("datetime64[M]")).astype(int) + 1
    number = (
        (110_100 + pick.integers(1, 17, VALUES)) * 10**11
        + (year * 10_000 + month * 100 + day) * 1000
        + pick.integers(0, 1000, VALUES)
    )
    body = number[:, None] // 10 ** np.arange(16, -1, -1) % 10
    weights = np.array([2 ** (17 - k) % 11 for k in range(17)])
    check = np.frombuffer(b"10X98765432", np.uint8)[body @ weights % 11]
    return packed(np.hstack([(body + 48).astype(np.uint8), check[:, None]]).ravel(), 18)
