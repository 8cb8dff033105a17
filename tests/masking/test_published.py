"""What an institution has published of itself stays, as a whole and nothing more; everything else is masked as ever."""

from __future__ import annotations

import json
import pickle
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from click.testing import CliRunner, Result
from python_calamine import CalamineWorkbook

from tests.masking.corpus.build import corpus
from zhengan.cli.main import cli
from zhengan.kit.problem import Problem
from zhengan.masking import policy
from zhengan.masking.check import check
from zhengan.masking.cluster import Text
from zhengan.masking.fast import engine
from zhengan.masking.formats import small
from zhengan.masking.formats import text as formats
from zhengan.masking.formats.sparing import Sparing
from zhengan.masking.kinds.every import RANKS
from zhengan.masking.message import mask_message
from zhengan.masking.published import Published
from zhengan.masking.run import mask

CARD, ID = "6228480402564890018", "110101199003070038"
LIST = f"""# 本机构公开信息
021-12345678
0571-87654321

13588880000
浙江省杭州市西湖区文三路1-2号
service@firm.cn
@hqzq.com.cn
{CARD}
1202021209900012345
0571-87651111转801
"""
LISTED = Published(LIST.splitlines())
HELD = [
    ("landline", "021-12345678"), ("landline", "０２１－１２３４５６７８"), ("landline", "(021)12345678"),
    ("landline", "+86 21 12345678"), ("landline", "86-21-12345678"), ("landline", "0086 021 12345678"),
    ("landline", "021 1234 5678"), ("landline", r"021-1234567\u0038"), ("landline", "0571-87651111转801"),
    ("mobile", "+86 135 8888 0000"), ("mobile", "135-8888-0000"), ("mobile", "8613588880000"), ("mobile", "&#49;3588880000"),
    ("address", "浙江省杭州市西湖区文三路1-2号"), ("address", "浙江省 杭州市 西湖区文三路１－２号"),
    ("address", "浙江省杭州市西湖区文三路1—2号"), ("address", r"浙江省杭州市西湖区文三路1-2\u53f7"),
    ("email", "Service@Firm.cn"), ("email", "service%40firm.cn"), ("email", "service＠firm.cn"), ("email", "li.na@HQZQ.com.cn"),
    ("bank_card", "6228 4804 0256 4890 018"), ("bank_card", "622848-0402564890018"), ("fund_account", "1202021209900012345"),
]  # fmt: skip
NOT_HELD = [
    ("landline", "021-12345678转801"), ("landline", "021-12345678-801"), ("landline", "12345678"), ("landline", "0571-12345678"),
    ("landline", "0571-87651111"), ("landline", "86-22-12345678"), ("mobile", "13588880001"), ("mobile", "8513588880000"),
    ("address", "浙江省杭州市西湖区文三路1-2号3层"), ("address", "浙江省杭州市西湖区文三路12号"),
    ("address", "西湖区文三路1-2号"),
    ("email", "serv.ice@firm.cn"), ("email", "service@firm.com"), ("email", "a@mail.hqzq.com.cn"),
    ("email", "a@xhqzq.com.cn"), ("bank_card", "6228480402564890026"), ("resident_id", CARD),
    ("name", "service@firm.cn"), ("passport", "13588880000"),
]  # fmt: skip
TEXT = f"""请致电营业部 0571-87654321，传真：（021）12345678，分机 021-12345678转801
尊敬的张伟先生，您的手机13812345678，卡号 {CARD}，客服手机 +86 135 8888 0000
电话０２１－１２３４５６７８，邮箱 li.na@hqzq.com.cn、service%40firm.cn、zhang@qq.com
办公地址：浙江省杭州市西湖区文三路1-2号
联系地址：浙江省杭州市西湖区文三路1-2号3层，身份证 {ID}
结算账号：1202021209900012345，银行账号 1202021209900012346
"""
MASKED = (
    "021-*******8转801", "张＊", "138****5678", "z****@qq.com", "文三路90号", "110***********0038",
)  # fmt: skip
STAY = ("0571-87654321", "（021）12345678", CARD, "+86 135 8888 0000", "０２１－１２３４５６７８", "li.na@hqzq.com.cn",
        "service%40firm.cn", "办公地址：浙江省杭州市西湖区文三路1-2号\n")  # fmt: skip
LEFT = {"landline": 3, "bank_card": 1, "mobile": 1, "email": 2, "address": 1}


NEVER = [
    "电话：021-68781234", "电话021-68781234", "联系电话 021-68781234", "tel: 021-68781234", "Tel. 021-68781234",
    "卡号6228480402564890018", "021-68781234、021-68781235", "021-68781234/68781235", "021-68781234 13588880000",
    "021-68781234,8801", "021-68781234；0571-87654321", "浙江省杭州市西湖区文三路1号 310012",
    "浙江省杭州市西湖区文三路1号（邮编310012）",
    "310012 浙江省杭州市西湖区文三路1号",
    "办公地址：浙江省杭州市西湖区文三路1号", "地址 浙江省杭州市西湖区文三路1号", "https://www.firm.cn/", "www.firm.cn",
    "邮编：310012",
]  # fmt: skip
ALONE = [
    "021-68781234", "021 6878 1234", "(021)68781234", "021/68781234", "+86 21 68781234", "0571-87651111转801",
    "0755-82345678 ext. 12",
    "6228 4804 0256 4890 018", "A123456789", "400-888-8888", "浙江省杭州市西湖区文三路1-2号", "浙江省杭州市西湖区文三路1号 3层",
    "上海市浦东新区世纪大道100号环球金融中心29楼2901、2902室", "北京市西城区金融大街19号B座",
]  # fmt: skip


@pytest.mark.parametrize("line", NEVER)
def test_a_line_that_could_never_be_found_is_refused(line: str) -> None:
    with pytest.raises(Problem) as caught:
        Published(["# 网点", line], "public.txt")
    assert caught.value.code == "masking-public" and caught.value.where and caught.value.where.line == 2
    assert not any(part in str(caught.value) for part in ("68781234", "文三路", "firm"))


@pytest.mark.parametrize("line", ALONE)
def test_a_value_alone_is_taken(line: str) -> None:
    assert Published([line]).keys


@pytest.mark.parametrize(("kind", "value"), HELD)
def test_one_of_the_list_in_whatever_form(kind: str, value: str) -> None:
    assert LISTED.holds(kind, value) and LISTED.holds(kind, value.encode())


@pytest.mark.parametrize(("kind", "value"), NOT_HELD)
def test_longer_shorter_and_of_another_kind_is_none(kind: str, value: str) -> None:
    assert not LISTED.holds(kind, value)


def test_many_at_once_are_told_as_one_by_one() -> None:
    """The quick look at a value's last characters loses none."""
    values = [*HELD, *NOT_HELD] * 200
    data, starts, ends = b"", [], []
    for _, value in values:
        starts.append(len(data) + 1)
        data += b"9" + value.encode()
        ends.append(len(data))
    kinds = np.array([RANKS[kind] for kind, _ in values], np.uint8)
    asked = np.ones(len(values), np.bool_)
    for listed in (LISTED, Published(["021-12345678", "浙江省杭州市西湖区文三路1-2号"]), Published(["12345"])):
        held = Sparing(listed).held(engine.padded(data), np.array(starts), np.array(ends), kinds, asked)
        assert held.tolist() == [listed.holds(kind, value) for kind, value in values]


@pytest.mark.parametrize(("line", "word"), [
    (ID, "身份证"), (f"经理 {ID}", "身份证"), ("１１０１０１１９９００３０７００３８", "身份证"), ("110101900307003", "身份证"),
    ("9-5-5", "有效字符"), ("12 34", "有效字符"), ("张伟", "有效字符"), ("@qq.com", "公共邮箱"), ("@hqzqgs", "域名"),
    ("a b@firm.cn", "不是邮箱"), ("长" * 201, "200"),
])  # fmt: skip
def test_what_no_list_may_hold_is_refused_with_its_line_and_not_quoted(tmp_path: Path, line: str, word: str) -> None:
    with pytest.raises(Problem) as refused:
        loaded(tmp_path, f"# 注\n\n021-12345678\n{line}\n")
    told = refused.value.line()
    assert word in told and refused.value.where and (refused.value.where.source, refused.value.where.line) == ("public.txt", 4)
    assert line not in told and refused.value.do and refused.value.why


@pytest.mark.parametrize("text", ["", "# 没有\n\n"])
def test_an_empty_list_and_none_at_all_are_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(Problem, match="空的"):
        loaded(tmp_path, text)
    (tmp_path / "public.txt").unlink()
    with pytest.raises(Problem, match="读不到") as refused:
        policy.load(tmp_path / "p.yaml", {})
    assert refused.value.where and refused.value.where.line == 2
    (tmp_path / "public.txt").write_bytes("电话".encode("gb18030"))
    with pytest.raises(Problem, match="读不到"):
        policy.load(tmp_path / "p.yaml", {})


def loaded(folder: Path, listed: str = LIST, more: str = "") -> policy.Policy:
    (folder / "public.txt").write_text("\ufeff" + listed, "utf-8")
    (folder / "p.yaml").write_text(f'zhengan-masking: "1"\npublic: public.txt\n{more}', "utf-8")
    return policy.load(folder / "p.yaml", {})


def expected(text: str) -> None:
    assert all(one in text for one in STAY), text
    assert all(one in text for one in MASKED if "文三路" not in one), text
    assert "3层" not in text and "1202021209900012345" in text


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_kernels_and_reference_leave_the_same(tmp_path: Path, encoding: str) -> None:
    source, one, other = (tmp_path / name for name in ("in.txt", "one.txt", "other.txt"))
    lines = b"\n".join(part.data for part in corpus(20230501, 1, held=False)).decode()
    source.write_bytes((TEXT + lines + TEXT).encode(encoding, "replace"))
    by = loaded(tmp_path)
    assert small.serves(by)
    result = small.mask(source, one, encoding=encoding, public=by.public)
    same = formats.mask(source, other, by, encoding=encoding)
    assert one.read_bytes() == other.read_bytes() and asdict(result) == asdict(same)
    assert result.public == {kind: 2 * count for kind, count in LEFT.items()}
    expected(one.read_bytes().decode(encoding))


def test_no_list_no_difference(tmp_path: Path) -> None:
    source, one = tmp_path / "in.txt", tmp_path / "one.txt"
    source.write_text(TEXT, "utf-8")
    result = formats.mask(source, one, policy.builtin(), encoding="utf-8")
    assert not any(stays in one.read_text("utf-8") for stays in STAY) and result.public == {}


@pytest.mark.parametrize("more", ["kinds:\n  mobile: {operator: redact}\n", "patterns:\n  - {name: x, regex: 'XJ[0-9]{6}'}\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_whatever_the_operators(tmp_path: Path, more: str, encoding: str) -> None:
    source, out = tmp_path / "in.txt", tmp_path / "out.txt"
    source.write_bytes(TEXT.encode(encoding))
    result = formats.mask(source, out, loaded(tmp_path, more=more), encoding=encoding)
    text = out.read_bytes().decode(encoding)
    assert all(one in text for one in STAY) and "13812345678" not in text and result.public == LEFT


@pytest.mark.parametrize("threads", [1, 3])
def test_in_a_line_longer_than_a_chunk(tmp_path: Path, threads: int) -> None:
    source, out = tmp_path / "in.txt", tmp_path / "out.txt"
    text = "营业部 0571-87654321，客户手机13812345678；" * 3000
    source.write_text(text, "utf-8")
    result = formats.mask(source, out, loaded(tmp_path), encoding="utf-8", threads=threads, chunk=1 << 13)
    assert out.read_text("utf-8") == text.replace("13812345678", "138****5678") and result.public == {"landline": 3000}


COLUMNS, ROW = ("备注", "手机"), ("请致电营业部 0571-87654321或客户张伟13812345678", "13588880000")


def table(path: Path) -> Path:
    """A table whose second column is one of telephones by its header."""
    if path.suffix == ".csv":
        path.write_text("\n".join([",".join(COLUMNS), *[",".join(ROW)] * 3]) + "\n", "gb18030")
    elif path.suffix == ".ndjson":
        path.write_text((json.dumps(dict(zip(COLUMNS, ROW, strict=True)), ensure_ascii=False) + "\n") * 3, "utf-8")
    elif path.suffix == ".sql":
        path.write_text(f"INSERT INTO t (`备注`, `手机`) VALUES ('{ROW[0]}', '{ROW[1]}');\n" * 3, "utf-8")
    elif path.suffix == ".parquet":
        pq.write_table(pa.table({name: [value] * 3 for name, value in zip(COLUMNS, ROW, strict=True)}), path)
    else:
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for k, row in enumerate((COLUMNS, *[ROW] * 3)):
                sheet.write_row(k, 0, row)
    return path


def read(path: Path) -> str:
    if path.suffix == ".parquet":
        return str(pq.read_table(path).to_pylist())
    if path.suffix == ".xlsx":
        return str(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())
    return path.read_bytes().decode("gb18030" if path.suffix == ".csv" else "utf-8")


@pytest.mark.parametrize("suffix", [".csv", ".ndjson", ".sql", ".parquet", ".xlsx"])
def test_texts_of_every_format_and_no_column_of_telephones(tmp_path: Path, suffix: str) -> None:
    source, out, by = table(tmp_path / f"in{suffix}"), tmp_path / f"out{suffix}", loaded(tmp_path)
    told = "mysql" if suffix == ".sql" else ""
    result = mask(source, out, by, told=told)
    text = read(out)
    assert text.count("0571-87654321") == 3 and text.count("138****5678") == 3 and text.count("135****0000") == 3
    assert result.public == {"landline": 3} and [one["values"] for one in result.columns.values()] == [3]
    assert check(out, by=by, told=told).clean
    assert check(out, told=told).counts == {"landline": 3}


@pytest.mark.parametrize("suffix", [".csv", ".ndjson", ".parquet"])
def test_names_of_columns_may_say_what_is_published(tmp_path: Path, suffix: str) -> None:
    """No note that they are personal, nothing remaining; the audit, which quotes nothing, calls the column by its number."""
    name = "备注（致电0571-87654321）"
    source, out, by = tmp_path / f"in{suffix}", tmp_path / f"out{suffix}", loaded(tmp_path)
    if suffix == ".parquet":
        pq.write_table(pa.table({name: ["无"]}), source)
    else:
        row = json.dumps({name: "无"}, ensure_ascii=False)
        source.write_text(f"{name},金额\n无,3\n" if suffix == ".csv" else f"{row}\n", "utf-8")
    result = mask(source, out, by)
    assert not result.notes and check(out, by=by).clean and "87654321" not in str(result.columns)
    assert mask(source, out, policy.builtin(), force=True).notes


def test_in_a_line_that_is_looked_through_in_parts(tmp_path: Path) -> None:
    source, by = tmp_path / "in.txt", loaded(tmp_path)
    text = "营业部 0571-87654321，银行账号 1202021209900012345；" + "今日无事，" * 10_000
    source.write_text(text * 40, "utf-8")  # one line of 6 MB
    assert check(source, by=by).clean and not check(source, by=by).doubtful
    without = check(source)
    assert without.counts == {"landline": 40} and without.doubtful == {"card_label": 40}


def test_a_cluster_gets_the_list_with_the_policy(tmp_path: Path) -> None:
    searching = pickle.loads(pickle.dumps(Text(loaded(tmp_path))))
    masked = searching.apply(pa.array(["营业部 0571-87654321，手机13812345678"])).to_pylist()
    assert masked == ["营业部 0571-87654321，手机138****5678"]


def test_a_message_keeps_it_and_holds_for_nothing_of_it() -> None:
    found = mask_message(TEXT, "mail", LISTED)
    expected(found.text)
    (doubt,) = found.doubtful
    assert found.text[doubt.start : doubt.end] == "1202021209900012346"
    assert found.counts["landline"] == 1 and [found.text[one.start : one.end] for one in found.spans if one.kind == "mobile"] == [
        "138****5678"
    ]
    assert mask_message("0571-8765\u200b4321，138\u200b12345678", "mail", LISTED).text == "0571-8765\u200b4321，138\u200b****5678"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    loaded(tmp_path)
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("营业部 0571-87654321，卡号 1202021209900012345\n", "utf-8")
    return tmp_path


def zhengan(*words: str) -> Result:
    return CliRunner().invoke(cli, ["mask", *words], env={"ZHENGAN_LANG": "zh"})


def test_checked_with_the_policy_and_without(folder: Path) -> None:
    run = zhengan("run", "--policy", "p.yaml", "a.txt", "-o", "out.txt")
    assert run.exit_code == 0 and "landline  1 个值属本机构公开信息清单，未脱敏" in run.output
    audit = json.loads((folder / "out.txt.audit.json").read_text("utf-8"))
    assert audit["public"] == {"landline": 1} and "87654321" not in json.dumps(audit)
    assert zhengan("check", "--policy", "p.yaml", "--strict", "out.txt").exit_code == 0
    without = zhengan("check", "out.txt")
    assert without.exit_code == 1 and "landline" in without.output and "无法确认的号码 1 个" in without.output


def test_a_list_that_the_run_did_not_go_by_excuses_nothing(folder: Path) -> None:
    (folder / "lax.yaml").write_text('zhengan-masking: "1"\nkinds:\n  landline: {operator: leave}\n', "utf-8")
    (folder / "c.txt").write_text("营业部 0571-87654321\n", "utf-8")
    assert zhengan("run", "--policy", "lax.yaml", "c.txt", "-o", "out.txt").exit_code == 0
    assert zhengan("check", "--policy", "p.yaml", "out.txt").exit_code == 1
    assert zhengan("check", "--policy", "p.yaml", "--no-audit", "out.txt").exit_code == 0


def test_another_list_is_another_run_and_the_same_in_other_words_is_none(folder: Path) -> None:
    def again(*words: str) -> Result:
        return zhengan("run", "--policy", "p.yaml", "a.txt", "b.txt", "-o", "out", *words)

    assert again().exit_code == 0 and again().output.count("已完成，跳过") == 2
    loaded(folder, LIST.replace("0571-87654321", "（0571）8765 4321") + "# 核对过\n")
    assert again().output.count("已完成，跳过") == 2
    loaded(folder, LIST.replace("0571-87654321\n", ""))
    assert "跳过" not in again().output and again("--force").exit_code == 0
    assert "0571-87654321" not in (folder / "out" / "a.txt").read_text("utf-8")


def test_the_example_is_read_and_leaves_a_signature(tmp_path: Path) -> None:
    by = policy.load(Path(__file__).parents[2] / "examples" / "masking" / "outbound.yaml", {})
    source, out = tmp_path / "in.txt", tmp_path / "out.txt"
    signature = "地址：浙江省杭州市西湖区示例路100号，电话 0571-85550100，邮箱 kefu@example.com.cn\n"
    source.write_text("客户手机13812345678\n" + signature, "utf-8")
    mask(source, out, by)
    assert out.read_text("utf-8") == "客户手机138****5678\n" + signature


def test_a_list_says_nothing_of_itself(tmp_path: Path) -> None:
    by = loaded(tmp_path)
    assert "87654321" not in repr(by) + repr(by.public) and replace(by, public=None) != by


@pytest.mark.parametrize("value", [
    "021/68781234", "021−68781234", "021–68781234", "021--68781234", "(86-21)68781234", "(+86-21)68781234", "021&ndash;68781234",
    "021&minus;68781234", "021&#8211;68781234", "021 - 68781234", "021-68781234",
])  # fmt: skip
def test_an_area_code_joined_by_another_sign_is_the_numbers(value: str) -> None:
    listed = Published(["021-68781234"])
    assert mask_message(f"电话：{value}", "mail", listed).text == f"电话：{value}"
    for other in (value.replace("21", "22"), value[:-1] + "5", "9" + value.strip("(+")):
        assert mask_message(f"电话：{other}", "mail", listed).text == mask_message(f"电话：{other}", "mail").text
