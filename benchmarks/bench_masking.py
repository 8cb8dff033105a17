"""Masking a Chinese text, file to file, beside a raw copy and beside other tools with the same checks.

Peers get the same patterns and the same validators (region, date and check digit; issuer and Luhn), so that what is timed is how
they get there. They know three kinds, ours thirteen: names and addresses too, which take most of the time. A tool that is not
installed has a row that says so.
"""

from __future__ import annotations

import os
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.masking_text import text
from benchmarks.table import Row
from zhengan.masking import policy
from zhengan.masking.fast import engine
from zhengan.masking.fast.stream import mask_file
from zhengan.masking.kinds import bank_card, resident_id
from zhengan.masking.run import mask as run_mask

SIZE, SAMPLE, TINY = 200_000_000, 8_000_000, 60_000
RUNS = 5
LEAST, LEAST_SHARE, LEAST_GAIN = 500, 0.45, 1.6  # structured kinds, file to file
LEAST_EVERY = 300  # every kind
LEAST_RUN = 0.9  # what ``mask run`` does with default stars, of what the engine does
KEEPS = 'zhengan-masking: "1"\nkinds:\n' + "".join(
    f"  {kind}: {{operator: keep}}\n" for kind in ("name", "address", "mobile", "resident_id")
)
BY_VALUE = (
    'zhengan-masking: "1"\nkey: once\nkinds:\n'
    "  name: {operator: fake}\n  mobile: {operator: hash}\n  resident_id: {operator: fpe}\n"
)
NUMBERS = 'zhengan-masking: "1"\nkinds:\n  name: {operator: leave}\n  address: {operator: leave}\n'
PATTERN = r"(?P<id>[1-9][0-9]{16}[0-9Xx])|(?P<card>[1-9][0-9]{15,18})|(?P<cell>1[3-9][0-9]{9})"
PROVED = {"id": resident_id.valid18, "card": bank_card.valid, "cell": lambda _: True}
KEEP = {"id": (3, 4), "card": (6, 4), "cell": (3, 4)}


def spent(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the wall and of the processor."""
    wall, own = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - own


def copy(source: Path, target: Path) -> None:
    """The floor: the same bytes through the same system calls, with the same promise that they are on disk."""
    buffer = memoryview(bytearray(1 << 20))
    with source.open("rb", buffering=0) as file, target.open("wb", buffering=0) as out:
        while size := file.readinto(buffer):
            out.write(buffer[:size])
        os.fsync(out.fileno())


def stars(kind: str, value: str) -> str:
    front, back = KEEP[kind]
    return value[:front] + "*" * (len(value) - front - back) + value[-back:]


def replaced(match: Any) -> str:
    kind = match.lastgroup
    return stars(kind, match[0]) if PROVED[kind](match[0]) else match[0]


def by_re(data: bytes) -> object:
    return re.sub(rf"(?<![0-9A-Za-z.])(?:{PATTERN})(?![0-9A-Za-z])", replaced, data.decode())


def by_re2(data: bytes) -> object:
    import re2

    # RE2 looks neither behind nor ahead: the neighbours are looked at here.
    whole = data.decode()

    def alone(match: Any) -> str:
        around = whole[max(0, match.start() - 1) : match.start()] + whole[match.end() : match.end() + 1]
        return match[0] if any(char.isascii() and char.isalnum() for char in around) else by_kind(match)

    return re2.sub(PATTERN, alone, whole)


def by_kind(match: Any) -> str:
    for kind in PROVED:
        if match[kind]:
            return stars(kind, match[0]) if PROVED[kind](match[0]) else match[0]
    return match[0]


def by_hyperscan(data: bytes) -> object:
    import hyperscan

    kinds = list(PROVED)
    base = hyperscan.Database()
    base.compile(
        expressions=[rb"\b[1-9][0-9]{16}[0-9Xx]\b", rb"\b[1-9][0-9]{15,18}\b", rb"\b1[3-9][0-9]{9}\b"],
        flags=[hyperscan.HS_FLAG_SOM_LEFTMOST] * 3,
    )
    out = bytearray(data)

    def found(which: int, start: int, end: int, flags: int, context: object) -> None:
        value = data[start:end].decode()
        if PROVED[kinds[which]](value):
            out[start:end] = stars(kinds[which], value).encode()

    base.scan(data, match_event_handler=found)
    return bytes(out)


def by_presidio(data: bytes) -> object:
    from presidio_analyzer import Pattern, PatternRecognizer, RecognizerRegistry

    registry = RecognizerRegistry(supported_languages=["zh"])
    patterns = (("id", r"(?<![0-9])[1-9][0-9]{16}[0-9Xx]"), ("card", r"(?<![0-9])[1-9][0-9]{15,18}(?![0-9])"))
    for kind, pattern in (*patterns, ("cell", r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")):
        found = PatternRecognizer(kind, supported_language="zh", patterns=[Pattern(kind, pattern, 0.9)])
        found.validate_result = PROVED[kind]  # type: ignore[method-assign]
        registry.add_recognizer(found)
    hits = []
    for line in data.decode().splitlines():
        for recogniser in registry.recognizers:
            hits += recogniser.analyze(line, recogniser.supported_entities, None)
    return hits


PEERS: tuple[tuple[str, Callable[[bytes], object], int], ...] = (
    ("Python re", by_re, SAMPLE), ("google-re2", by_re2, SAMPLE), ("hyperscan", by_hyperscan, SAMPLE),
    ("Presidio", by_presidio, TINY),
)  # fmt: skip


def peers(sample: bytes, ours: float) -> list[Row]:
    """Each peer on the sample in memory, ours beside it."""
    rows = []
    for name, act, size in PEERS:
        try:
            act(sample[:1000].rsplit(b"\n", 1)[0])
        except ImportError:
            rows.append(Row(f"masked text in memory: {name}", 0, "MB/s", "not installed", None, None))
            continue
        part = sample[:size].rsplit(b"\n", 1)[0]
        figure = len(part) / 1e6 / spent(lambda act=act, part=part: act(part))[0]
        rows.append(Row("masked text in memory", ours, "MB/s", name, figure, ours / figure))
    return rows


def policies(folder: Path) -> dict[str, policy.Policy]:
    """The built-in one, and some of files."""
    made = {"builtin": policy.builtin()}
    once = bytes((7 * k * k + 31 * k + 5) % 251 for k in range(32))
    for name, rules in (("keeps", KEEPS), ("by value", BY_VALUE), ("numbers only", NUMBERS)):
        path = folder / f"{name}.yaml"
        path.write_text(rules, "utf-8")
        made[name] = policy.load(path, {}, once)
    return made


def files(folder: Path) -> list[Row]:
    """File to file: one thread beside a copy, two beside one, with checksums beside without. Medians of turns.

    "One thread" masks, and another reads ahead and writes what is masked. Each turn writes a new file: taking away that of
    the turn before is no part of it.
    """
    source, target = folder / "in.txt", folder / "out.txt"
    source.write_bytes(text(SIZE))
    size = source.stat().st_size / 1e6
    acts: dict[str, Callable[[], object]] = {
        "copy": lambda: copy(source, target),
        "numbers": lambda: mask_file(source, target, sums="", worded=False),
        "one": lambda: mask_file(source, target, sums=""),
        "two": lambda: mask_file(source, target, sums="", threads=2),
        "sums": lambda: mask_file(source, target),
        "number sums": lambda: mask_file(source, target, worded=False),
        **{name: partial(run_mask, source, target, rules, force=True) for name, rules in policies(folder).items()},
    }
    walls: dict[str, list[float]] = {name: [] for name in acts}
    owns: dict[str, list[float]] = {name: [] for name in acts}
    for act in acts.values():
        act()
    for _ in range(RUNS):
        for name, act in acts.items():
            target.unlink(missing_ok=True)
            wall, own = spent(act)
            walls[name].append(wall)
            owns[name].append(own)
    speed = {name: size / statistics.median(times) for name, times in walls.items()}
    share = statistics.median(c / m for c, m in zip(walls["copy"], walls["numbers"], strict=True))
    gain = statistics.median(o / t for o, t in zip(walls["one"], walls["two"], strict=True))
    work = size / statistics.median(owns["one"])

    def beside(name: str, other: str, what: str, target: str = "") -> Row:
        """By processor time: both sum up what they read and write in threads, which a neighbour may hold up."""
        mine, floor = (size / statistics.median(owns[one]) for one in (name, other))
        return Row(what, mine, "MB/s", "the engine", floor, mine / floor, target, mine / floor >= LEAST_RUN if target else None)

    return [
        Row("masked text, structured kinds, one thread", speed["numbers"], "MB/s", target=f"≥ {LEAST} MB/s",
            ok=speed["numbers"] >= LEAST),
        Row("masked text, structured kinds, one thread", speed["numbers"], "MB/s", "a raw copy", speed["copy"], share,
            f"≥ {LEAST_SHARE}×", share >= LEAST_SHARE),
        Row("masked text, every kind, one thread", speed["one"], "MB/s", target=f"≥ {LEAST_EVERY} MB/s",
            ok=speed["one"] >= LEAST_EVERY),
        beside("builtin", "sums", "mask run on text, built-in policy", f"≥ {LEAST_RUN}×"),
        beside("keeps", "sums", "mask run on text, default stars by a policy", f"≥ {LEAST_RUN}×"),
        beside("numbers only", "number sums", "mask run on text, structured kinds by a policy", f"≥ {LEAST_RUN}×"),
        beside("by value", "sums", "mask run on text, fake names, hash, FPE"),
        Row("masked text, two threads", speed["two"], "MB/s", "one thread", speed["one"], gain,
            f"≥ {LEAST_GAIN}× on a quiet machine", gain >= LEAST_GAIN),
        Row("masked text, BLAKE3 of both files", speed["sums"], "MB/s", "without", speed["one"],
            speed["sums"] / speed["one"]),
        Row("masked text, by processor time", work, "MB/s"),
    ]  # fmt: skip


def run() -> list[Row]:
    """Megabytes a second."""
    engine.ready()
    sample = text(SAMPLE)
    worker, fresh = engine.Engine(len(sample)), engine.padded(sample)

    def ours() -> None:
        worker.mask(fresh.copy(), len(sample))

    figure = len(sample) / 1e6 / statistics.median(spent(ours)[0] for _ in range(RUNS))
    with tempfile.TemporaryDirectory() as folder:
        return [*files(Path(folder)), *peers(sample, figure)]
