"""A small text file masked by the reference, with the built-in policy's masks: the same bytes as ``formats.text``.

Neither kernels nor Arrow are loaded, which would take longer than the work: a file of some kilobytes is done before Numba
would have been read.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from zhengan.masking.digests import DEFAULT, of_bytes
from zhengan.masking.formats.encodings import no_gb18030
from zhengan.masking.formats.files import Progress, Result, writing
from zhengan.masking.kinds.every import BY_NAME
from zhengan.masking.plain import stars
from zhengan.masking.plain.find import find
from zhengan.masking.spans import Found

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy
    from zhengan.masking.published import Published


def serves(policy: Policy) -> bool:
    """Whether the policy asks for nothing but the default masks; it may have a list of published data."""
    return not (policy.columns or policy.kinds or policy.names or policy.patterns)


def mask(source: Path, target: Path, *, encoding: str, force: bool = False, progress: Progress = lambda size: None,
         sums: str = DEFAULT, public: Published | None = None) -> Result:  # fmt: skip
    """As ``text.mask`` with a policy that this ``serves``; ``sums``, ``public``: the policy's digests and its list."""
    raw = source.read_bytes()
    try:
        data = raw.decode(encoding).encode() if encoding != "utf-8" else raw
    except UnicodeDecodeError as error:
        raise no_gb18030(source, error.start) from None
    result = Result("text", encoding, len(raw), before=of_bytes(raw, sums))
    masked = starred(data, find(data), result, public)
    made = masked.decode().encode(encoding) if encoding != "utf-8" else masked
    result.after = of_bytes(made, sums)
    with writing(source, target, force) as out:
        out.write(made)
    progress(len(raw))
    return result


def starred(data: bytes, spans: Iterable[Found], result: Result, public: Published | None) -> bytes:
    """The text with stars over what is somebody's and not published, counted by kind."""
    out, done = bytearray(), 0
    for one in spans:
        if public and public.holds(one.kind, data[one.start : one.end]):
            result.spare(one.kind, 1)
        elif BY_NAME[one.kind].personal:
            out += data[done : one.start] + stars.masked(data[one.start : one.end], one)
            done = one.end
            result.add(result.kinds, one.kind, "keep", one.kind, 1, 0)
    return bytes(out + data[done:])
