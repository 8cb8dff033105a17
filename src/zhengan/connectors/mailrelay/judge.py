"""Mails judged: small ones where they came in, large ones in a process of their own, which ends with its time.

Small mails are read by the kernels once these are loaded (``choice.warm``), in hundredths of a second. Until then, or where no
compiled code of them is on disk, the reference reads them, which takes a hundredth for a figure that stands among others, a
blank apart: a mail with more of them than ``FEW`` is large, however few its bytes.

Python lets one thread run at a time: a long text in a thread would keep every other client waiting. A process also can be
ended, so that a mail made to be read for hours is held like any that cannot be judged.

``python -m zhengan.connectors.mailrelay.judge`` is that process: a line of JSON and a mail in, a line of JSON and the masked
mail out, again and again until its input ends.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any

from zhengan.connectors.mailrelay.rewrite import Attachments, Costly, Rewritten, rewrite
from zhengan.masking import choice
from zhengan.masking.published import Published

PROGRAM = "zhengan.connectors.mailrelay.judge"
SMALL = 32 * 1024  # bytes, a fifth of a second of the reference
FEW = choice.MANY  # groups of figures
SECONDS = 60.0
WARM = 600.0  # to load the kernels, or to compile them, once after an installation
MOST_HANDS = 4
LESS_URGENT = 5  # steps of niceness: small mails go first


class Busy(Exception):
    """Every process is at work, and none was free in time."""


class Broken(Exception):
    """A process ended that should not have."""


@dataclass
class Judge:
    """``seconds``: what a large mail may take, waiting for a free process apart; ``public``: see ``rewrite``. Any thread."""

    seconds: float = SECONDS
    public: Published | None = None
    hands: int = field(default_factory=lambda: min(MOST_HANDS, max(1, (os.cpu_count() or 2) - 1)))

    def __post_init__(self) -> None:
        self._free: list[Hand] = []
        self._lock = threading.Lock()
        self._turns = threading.Semaphore(self.hands)

    def judged(self, raw: bytes, attachments: Attachments, seven_bit: bool) -> Rewritten:
        """As ``rewrite``; with the doubt ``time`` where a mail that is read apart is not read in time. Raises Busy, Broken, and
        OSError where no process can be started."""
        if len(raw) <= SMALL:
            with suppress(Costly):
                most = 0 if choice.loaded() else FEW
                return rewrite(raw, attachments, seven_bit, most=most, public=self.public)
        if not self._turns.acquire(timeout=self.seconds):
            raise Busy
        try:
            return self._apart(raw, attachments, seven_bit)
        finally:
            self._turns.release()

    def _apart(self, raw: bytes, attachments: Attachments, seven_bit: bool) -> Rewritten:
        with self._lock:
            hand = self._free.pop() if self._free else None
        hand = hand or Hand()
        try:
            done = hand.asked(raw, attachments, seven_bit, self.seconds, self.public)
        except BaseException:
            hand.end()
            raise
        if done is None:
            hand.end()
            return Rewritten(raw, doubts=Counter(time=1))
        with self._lock:
            self._free.append(hand)
        return done

    def close(self) -> None:
        """Ends the processes that have no work."""
        with self._lock:
            free, self._free = self._free, []
        for hand in free:
            hand.end()


class Hand:
    """One process, ready to judge when this returns. Raises Broken or OSError where it does not get so far."""

    def __init__(self) -> None:
        # -P: what lies in the folder the relay was started in is no module of ours.
        self.process = subprocess.Popen(
            [sys.executable, "-P", "-m", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            if self._within(WARM, self._line) is None:
                raise Broken
        except BaseException:
            self.end()
            raise

    def asked(
        self, raw: bytes, attachments: Attachments, seven_bit: bool, seconds: float, public: Published | None = None
    ) -> Rewritten | None:
        """A mail judged; None where that takes longer than ``seconds``, and then the process is gone."""

        def work() -> Rewritten:
            listed = public.lines if public else ()
            put(self._stdin, {"attachments": attachments, "seven_bit": seven_bit, "public": listed}, raw)
            answer, masked = taken(self._stdout)
            return Rewritten(masked, Counter(answer["counts"]), Counter(answer["doubts"]))

        return self._within(seconds, work)

    def _within(self, seconds: float, work: Any) -> Any:
        late = threading.Event()

        def stop() -> None:
            late.set()
            self.process.kill()

        timer = threading.Timer(seconds, stop)
        timer.daemon = True
        timer.start()
        try:
            return work()
        except (OSError, EOFError) as error:
            if late.is_set():
                return None
            raise Broken from error
        finally:
            timer.cancel()

    def _line(self) -> dict[str, Any]:
        return taken(self._stdout)[0]

    @property
    def _stdin(self) -> IO[bytes]:
        assert self.process.stdin is not None
        return self.process.stdin

    @property
    def _stdout(self) -> IO[bytes]:
        assert self.process.stdout is not None
        return self.process.stdout

    def end(self) -> None:
        """It is gone."""
        self.process.kill()
        self.process.wait()
        for end in (self.process.stdin, self.process.stdout):
            with suppress(OSError):
                if end is not None:
                    end.close()


def put(out: IO[bytes], told: dict[str, Any], raw: bytes) -> None:
    """A line of JSON, and as many bytes behind it as it says."""
    out.write(json.dumps({**told, "size": len(raw)}).encode() + b"\n")
    out.write(raw)
    out.flush()


def taken(given: IO[bytes]) -> tuple[dict[str, Any], bytes]:
    """What ``put`` wrote. Raises EOFError where it is not whole."""
    line = given.readline()
    if not line.endswith(b"\n"):
        raise EOFError
    told = json.loads(line)
    raw = given.read(told["size"])
    if len(raw) < told["size"]:
        raise EOFError
    return told, raw


@lru_cache(1)
def listed(lines: tuple[str, ...]) -> Published | None:
    """The list of published data that the relay has read, made once of its lines."""
    return Published(lines) if lines else None


def main() -> None:
    """Judges until the input ends."""
    os.nice(LESS_URGENT)
    with suppress(ImportError):  # without Numba the reference reads everything
        from zhengan.masking.fast.engine import ready

        ready()
    given, out = sys.stdin.buffer, sys.stdout.buffer
    put(out, {"ready": True}, b"")
    while True:
        try:
            told, raw = taken(given)
        except EOFError:
            return
        done = rewrite(raw, told["attachments"], told["seven_bit"], public=listed(tuple(told["public"])))
        put(out, {"counts": done.counts, "doubts": done.doubts}, done.raw)


if __name__ == "__main__":
    main()
