"""Why RE2 refuses a pattern of a policy, in the reader's language."""

from __future__ import annotations

from zhengan.kit.problem import cited
from zhengan.kit.say import Say

REASONS = {
    "missing )": "圆括号没有闭合",
    "unexpected )": "多了一个右圆括号",
    "missing ]": "方括号没有闭合",
    "no argument for repetition": "* + ? 等重复符号之前没有内容",
    "bad repetition operator": "重复符号不能连写",
    "invalid repetition size": "重复次数过大（至多 1000，嵌套的相乘），或上下限颠倒",
    "invalid escape sequence": "有 RE2 没有的转义，如回溯引用 \\1",
    "trailing \\": "末尾的反斜杠之后没有内容",
    "invalid character class": "方括号内或 \\p{…} 写法有误，如区间颠倒",
    "invalid perl operator": "有 RE2 没有的写法，如环视 (?=…)、(?!…)、(?<=…)",
    "pattern too large": "展开后过大：减少重复次数",
}
"""By how RE2's own words begin."""


def reason(error: Exception) -> Say:
    """A sentence, and RE2's own words, which quote the part of the pattern that is meant."""
    told = error.args[0].decode("utf-8", "replace") if error.args and isinstance(error.args[0], bytes) else str(error)
    return cited(next((zh for en, zh in REASONS.items() if told.startswith(en)), "写法有误"), told)
