"""An institution of one's own from an empty database, and people with roles in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.test_node import run


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation of one's own with a firm; each worker that runs one of these tests makes it anew."""
    folder = tmp_path_factory.mktemp("own")
    done = run(folder, "init", "--empty")
    assert done.returncode == 0 and "zhengan firm" in done.stdout, done.stderr
    made = run(folder, "firm", "huaxia", "--name", "华夏示例证券", "--kind", "operating", "--licence", "securities")
    assert made.returncode == 0, made.stderr
    return folder


def test_a_firm_of_ones_own_is_judged(home: Path) -> None:
    judged = run(home, "assess", "--institution", "huaxia", "--clause", "71.1(2)")
    assert judged.returncode == 0 and "符合" in judged.stdout
    again = run(home, "firm", "huaxia", "--name", "别的", "--kind", "core")
    assert again.returncode == 2 and "已存在" in again.stderr


def test_people_get_roles_and_a_password_once(home: Path) -> None:
    second = run(home, "firm", "second", "--name", "第二家", "--kind", "core")
    assert second.returncode == 0, second.stderr
    first = run(home, "user", "zhangsan", "--institution", "second", "--role", "officer")
    assert first.returncode == 0 and "密码：" in first.stdout
    changed = run(home, "user", "zhangsan", "--institution", "second", "--role", "auditor")
    assert changed.returncode == 0 and "密码：" not in changed.stdout and "auditor" in changed.stdout


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("firm", "Bad Code", "--name", "甲", "--kind", "core"), "不能作机构编号"),
        (("firm", "third", "--name", "甲", "--kind", "bank"), "--kind"),
        (("user", "a b", "--institution", "huaxia", "--role", "owner"), "不能作账号名"),
        (("user", "lisi", "--institution", "nowhere", "--role", "owner"), "nowhere"),
    ],
)
def test_what_is_wrong_is_said(home: Path, args: tuple[str, ...], said: str) -> None:
    done = run(home, *args)
    assert done.returncode == 2 and said in done.stderr and "Traceback" not in done.stderr
