"""What came of a run, kept as a sentence and its values, so that it reads in either language."""

from __future__ import annotations

import json
from contextlib import suppress

from zhengan.kit.problem import Problem
from zhengan.kit.say import Say, say

MOST = 1000  # characters that are kept


def kept(said: Say | Problem | str) -> str:
    """A sentence as it is kept; one too long is kept as it reads in Chinese, cut."""
    sentence = _of(said) if isinstance(said, Problem) else said
    if isinstance(sentence, str):
        return sentence[:MOST]
    text = json.dumps(sentence.as_data(), ensure_ascii=False, separators=(",", ":"))
    return text if len(text) <= MOST else str(sentence)[:MOST]


def read(text: str) -> Say:
    """The sentence that was kept; what an earlier version wrote, or what was cut, is said as it stands."""
    if text.startswith('["') and text.endswith("}]"):
        with suppress(ValueError, TypeError, LookupError, AttributeError):
            found = Say.from_data(json.loads(text))
            found.render()
            return found
    return Say("{text}", {"text": text})


def _of(problem: Problem) -> Say:
    what, why, do = problem.sentences
    return say("{what}{why} → {do}", what=what, why=say("（{note}）", note=why) if str(why) else "", do=do)
