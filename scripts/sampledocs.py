"""`python scripts/sampledocs.py [--check]`: docs/sample.md, what the sample institution holds, from the modules that make it."""

from __future__ import annotations

import sys
from pathlib import Path

from zhengan.cli.node import start_django

PAGE = Path(__file__).parent.parent / "docs" / "sample.md"
HEAD = """# 示例机构 The sample institution

`zhengan init`（`make run`）载入的示例机构：虚构的中型证券公司，40 个系统，三年记录，截至安装当日。记录先按导入文件逐格核对，
再按当时登记的时刻记入，所以“当时所知”与“补录”都可以试。多数符合；故意留下的问题与所作假设，由生成记录的模块自己写明，下文即其原文。

Below is what the modules that make the records say of themselves; this page is written by `scripts/sampledocs.py`.

| 编号 | 系统 | 重要 | 业务功能 | 等保 | 备份 |
| --- | --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The whole page."""
    start_django(data=False)
    from zhengan.assess import sample
    from zhengan.assess.sample import acts, days, firm, loading, personal, standing, trouble
    from zhengan.law.words import FUNCTIONS

    parts = [HEAD]
    for s in firm.SYSTEMS:
        does, kept = "、".join(str(FUNCTIONS[word]) for word in s.functions), "每交易日" if s.nightly else "每周"
        cells = f"`{s.id}`", s.name, "是" if s.important else "", does, f"{s.grade} 级", "每日" if s.important else kept
        parts.append(f"| {' | '.join(cells)} |\n")
    about = {
        "The whole": sample, "The firm": firm, "What stands": standing, "What recurs": days, "What was done": acts,
        "Personal information": personal, "What befell": trouble, "How it comes in": loading,
    }  # fmt: skip
    parts += [f"\n## {title}\n\n{(module.__doc__ or '').strip()}\n" for title, module in about.items()]
    return "".join(parts)


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(0 if PAGE.read_text("utf-8") == page() else "docs/sample.md is stale: run python scripts/sampledocs.py")
    PAGE.write_text(page(), "utf-8")
