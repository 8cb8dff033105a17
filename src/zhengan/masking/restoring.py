"""Before pseudonyms are restored: that the key and the ciphers are those by which they were made.

Any key turns a pseudonym into a value that looks real, of a person that does not exist: nothing in the file tells. The audit
that stands beside it does.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhengan.kit.problem import Problem, Where
from zhengan.kit.say import Name, Say, say
from zhengan.masking import audit
from zhengan.masking.digests import same
from zhengan.masking.pseudonyms import OPTIONS, ciphers

if TYPE_CHECKING:
    from zhengan.masking.policy import Policy

UNTOLD = say("旁边没有这个文件的审计记录，无从核对密钥与 cipher、domain 等选项："
             "与脱敏时不同，也会得出像真的、实则不存在的人的值，请另行核对")  # fmt: skip


def checked(source: Path, policy: Policy) -> list[Say]:
    """What is to be said where a policy restores pseudonyms of a file; raises ``Problem`` where they were made otherwise."""
    restored = ciphers(policy, back=True)
    if not restored:
        return []
    record = beside(source)
    if not record:
        return [UNTOLD]
    made = record["policy"].get("key") or ""
    if made != policy.key_mark:
        raise Problem(
            say("还原用的密钥（{given}）不是 {name} 脱敏时的密钥（{made}）", given=policy.key_mark, name=Name(source.name),
                made=made or say("没有用密钥")),
            "用别的密钥还原，得出的是不存在的人的值",
            say("用标记为 {made} 的密钥（标记见审计记录）", made=made) if made else "核对是不是这个文件",
            code="masking-restore", where=Where(source.name),
        )  # fmt: skip
    known = record.get("pseudonyms") or {}
    for name, options in restored.items():
        for key in OPTIONS if name in known else ():
            if known[name].get(key) != options[key]:
                raise Problem(
                    say("“{name}”还原用的 {key}（{given}）与脱敏时的（{made}）不同", name=Name(name), key=key,
                        given=str(options[key]), made=str(known[name].get(key))),
                    "用别的选项还原，得出的是不存在的人的值",
                    say("策略中写成 {key}: {made}", key=key, made=str(known[name].get(key))),
                    code="masking-restore", where=Where(source.name),
                )  # fmt: skip
    return [] if known else [say("审计记录没有写明假名的 cipher、domain 等选项，只核对了密钥：请另行核对选项")]


def beside(source: Path) -> dict[str, Any] | None:
    """The audit of the run that wrote this very file; None where there is none beside it."""
    path = audit.beside(source)
    if not path.is_file():
        return None
    record = audit.read(path)
    return record if same(source, record["target"]["digest"]) else None
