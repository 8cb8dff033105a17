"""What fits no pseudonym and is kept as it was: a check counts it as what remains, though its column is one of pseudonyms."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhengan.cli.main import cli

COLUMN = 'zhengan-masking: "1"\nkey: once\ncolumns:\n  邮箱: {kind: email, operator: fpe, on_misfit: MISFIT}\n'
KIND = 'zhengan-masking: "1"\nkey: once\non_misfit: MISFIT\nkinds:\n  email: {operator: fpe}\n'


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})


@pytest.mark.parametrize("misfit", ["keep", "star"])
@pytest.mark.parametrize(
    ("name", "written"),
    [("a.csv", COLUMN), ("a.csv", KIND), ("a.ndjson", COLUMN), ("a.ndjson", KIND), ("a.txt", KIND)],
)
def test_a_check_says_how_many(tmp_path: Path, written: str, misfit: str, name: str) -> None:
    source, target, policy = tmp_path / name, str(tmp_path / f"out.{name}"), str(tmp_path / "p.yaml")
    values = ["ab@b.com", "abcdefgh@qq.com", "x@y.com"]
    lines = [json.dumps({"邮箱": one}, ensure_ascii=False) for one in values] if name == "a.ndjson" else ["邮箱", *values]
    source.write_text("\n".join([*lines, ""]), "utf-8")
    Path(policy).write_text(written.replace("MISFIT", misfit), "utf-8")
    assert zhengan("run", "--policy", policy, str(source), "-o", target).exit_code == 0
    kept = [one for one in ("ab@b.com", "x@y.com") if one in Path(target).read_text("utf-8")]
    done = zhengan("check", target)
    told = json.loads(zhengan("check", "--json", target).stdout)[0]
    assert bool(kept) is (misfit == "keep") is (done.exit_code == 1) is not told["clean"]
    assert list(told["kept"].values()) == ([2] if misfit == "keep" else []) and not told["kinds"]
    assert ("有 2 个值不合格式，按原样保留" in done.output) is ("没有发现个人信息" not in done.output) is (misfit == "keep")


def test_values_that_came_back_are_no_pseudonyms(tmp_path: Path) -> None:
    source, masked, back = (str(tmp_path / name) for name in ("a.csv", "m.csv", "b.csv"))
    Path(source).write_text("手机\n13812345678\n13912345678\n", "utf-8")
    (tmp_path / "key").write_text("8f1c2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc", "utf-8")
    for name, more in (("p.yaml", ""), ("back.yaml", ", back: true")):
        written = f'zhengan-masking: "1"\nkey: {{file: {tmp_path}/key}}\n'
        written += f"columns:\n  手机: {{kind: mobile, operator: fpe{more}}}\n"
        (tmp_path / name).write_text(written, "utf-8")
    assert zhengan("run", "--policy", str(tmp_path / "p.yaml"), source, "-o", masked).exit_code == 0
    assert zhengan("check", masked).exit_code == 0
    assert zhengan("run", "--policy", str(tmp_path / "back.yaml"), masked, "-o", back).exit_code == 0
    said = [json.loads(Path(f"{one}.audit.json").read_text("utf-8"))["columns"]["手机"]["operator"] for one in (masked, back)]
    assert said == ["fpe", "fpe-back"]
    assert Path(back).read_bytes() == Path(source).read_bytes()
    told = zhengan("check", "--json", back)
    assert told.exit_code == 1 and json.loads(told.stdout)[0]["kinds"] == {"mobile": 2}


def test_stars_are_called_stars_however_many_figures_stay_behind(tmp_path: Path) -> None:
    source, masked = tmp_path / "a.csv", str(tmp_path / "m.csv")
    source.write_text("手机\n13812345678\n", "utf-8")
    assert "keep" in zhengan("run", str(source), "-o", masked).output
    assert json.loads(Path(f"{masked}.audit.json").read_text("utf-8"))["columns"]["手机"]["operator"] == "keep"
