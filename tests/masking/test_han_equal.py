"""The fast path says of every text what the reference says: on the corpus, on texts nobody thought of, at every cut."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.masking.corpus.build import corpus, fresh_corpus
from zhengan.masking import lexicon
from zhengan.masking.fast import hanlist
from zhengan.masking.fast import words as fast
from zhengan.masking.fast.han import PAD, Words
from zhengan.masking.kinds.name_list import NameList
from zhengan.masking.plain import addresses, han, units
from zhengan.masking.spans import Found

# What the rules look at, so that random texts come near them.
WORDS = sorted(lexicon.words())
CHARS = "路街号栋幢座楼单元室层弄村镇乡区县市省组队苑0123456789０１３８ \u3000\t:：=\"'，,、|()（）@·•-_\r\n\0男女"
PHRASES = [
    "北京市",
    "朝阳区",
    "建国路",
    "88号",
    "3栋",
    "2单元",
    "501室",
    "600519",
    "13812345678",
    "Zhang Wei",
    "LI NA",
    "与学院路交叉口",
    "北段",
    "17-4-216",
    "80余",
    "新住址是",
    "<addr>",
    "大塘组",
    "路口往东100米",
    "皇后大道中99号",
    "12楼之3",
    "16楼D",
    "村民委员会",
    "88号橡树湾",
    "投资者努尔兰·哈山",
    "位于上海",
    "股东吴旭",
    "证券交易合同",
    "张伟、于敏",
    "邵洁一个人",
    "谁见过魏旭",
    "房东李伟",
    "Dear Kevin Wu",
    "Hi Wang Li <",
    " <wl@example.com>",
    "李明 (Zhao Yifan)",
    "(Wang Li)",
    "欧 阳 锋",
    "司 马 光 同志",
    "总部崇川区花园路12号",
    "秦安县幸福花园3栋",
    "Best regards,\n",
    "\r\nThanks!\n\nMa Xiaojun",
    "\nyours sincerely \r\n",
    "Li Na\n",
    "Wong Tai Man | Sales",
    "Dear Marcus Feldmann,",
    "Hey Jianguo Ding, ",
    "1) Jean-Luc Moreau, passport 1",
    "Emily R. Carter",
    "姓名[Sarah Rossi]",
    "姓名 LINDQVIST, OLIVIA",
    "Oncall tonight: Xu Jie (ext 8012)",
    "my spouse ZHOU YU holds",
    "\ncn: Qian Peng\n",
    "\nMichael Thompson (SWIFT ops)\nTao Wei\n",
    "Lam Siu Fung",
    "「庄超印」",
    "付葛勇差旅费",
    "查郝颖的",
    "李文堂食品有限公司",
    "方宏达商务",
    "对方微信",
    "东方颖：女，",
    "位振波",
    "\n小李@申万：",
    "刘伟任监事",
    "任信息技术部",
    "施　鹏 先生",
    "ask Emily Huang from",
    "Mr. Li Wei",
    "Mr. Emily Clark",
    "姓名：Sophie Laurent",
    "names: Emily Wang",
    "客户Zhang Wei来电",
    "联系人 Emily Clark",
    "房东Li Wei",
    "甲方 Hong Kong",
    "姓 名 Wang Li",
    "房贷宝",
    "宁康宝1号",
    "金添利（代码688981）",
    "（基金代码：600519）",
    "会计师魏琪刚",
    "投顾邵辰",
    "曹县丁楼村4组",
    "旧县村7组",
    "地址：锦绣江南3-2-501",
    "住址: 香榭丽舍2-3",
    "网址：　",
    "地址：",
    "Regards, Ma Xiaojun",
    "by Hong Kong",
    "【华泰证券】胡磊您好",
    "基金】",
    "with ",
    "Ms ",
    "user",
    "第9村民小组",
    "3生产队",
    "二楼西户",
    "东单元",
    "汇景台8号楼",
    "理想城3栋",
    "85号公民",
    "首席信息官吴瑾",
    "Room 2747, 5/F, ",
    "No. 562 Century Avenue, ",
    "Pudong New Area, Shanghai",
    "Flat B, 25/F, 519 Nathan Road, ",
    "471 Fuhua 1st Road",
    " Rd. ",
    "1 Queen's Road Central, ",
    "Shanghai Tower, ",
    "3 Main Street shops",
    "12-14 ",
    ", Tel: ",
    "XIE, GUOHUA / ZHANG, LIJUAN",
    "WU, Zecai\"",
    "\tWang Li-Na\t|WANG LI-NA|Wang A-Ming,",
    "(@Li Zihan)",
    "（Jiang Ying）",
    "wxid(Tian Hongfei)",
    "行程单 SU HUIMIN / CA143",
    "\tSusan Dubois\t",
    "Elena Dubois，男",
    "Full name (as in passport): Jason Chan",
    "Signature of Thomas Kowalski",
    " added a comment",
    "0320 曾　瑾 部",
    "　侯　斌　男",
    "成　交　量",
    "１ 单 德 英 １",
    "户名/账号/开户行：彭萍琳/",
    "祝杜女士",
    "司机张师傅",
    "周五14:00",
    "股份有限公司苏睿（159-9198-9657）",
    "父方思，",
    "收件人文明明，",
    "付宋峰咨询费",
    "Andrew Lefebvre 911250195810137598",
    "我部曹娟",
    "此向雷茜同志",
    "金瑞源证券",
    "武汉中南路",
    "买买提·孟和",
    "艾力明天",
    "当日玛丽·史密斯",
    "（Sofia Rossi）",
    "(HU YUXUAN)",
    "Michael O'Connor",
    "/Name ",
    "RM ",
    "持卡人 XU JUN",
    "叶金宝  YE MINYING",
    ",QIN HENGHANG,",
    "[2023-05-16 14:10:43] ",
    "14:10:43 ",
    "Huang Zhaoyue: ",
    "Zhao, Xiaowei",
    "Zhao, Xiaowei <",
    "姓　　名：左　燕　",
    "\n汪 光 耀\n",
    "汪 光 耀",
    " ",
    "Xiaojun",
    "Kwok",
    "😀",
    "房东Li Wei张家村88号",
    "房东Zhang Wei张家村88号",
    "é",
    "Zhao, Xiaowei <é",
    "，Wang Qiang，é护照",
    "，Wang Qiang，",
    "护照",
    "Passport",
    "@",
]
LISTS = [
    sorted(some)
    for some in (
        lexicon.surnames(),
        lexicon.given(),
        lexicon.doubles(),
        lexicon.transliterated(),
        lexicon.keys(),
    )
]
PIECES = st.one_of(*map(st.sampled_from, [*LISTS, WORDS, CHARS, PHRASES]), st.text(max_size=2))
TEXTS = st.lists(PIECES, max_size=30).map("".join)


class plain:
    """The reference without the words of ``why``, which the kernels do not give."""

    @staticmethod
    def find(data: bytes) -> list[Found]:
        return [Found(one.start, one.end, one.kind) for one in han.find(data)]


def test_corpus() -> None:
    texts = [text.data for held in (False, True) for text in corpus(seed=11, rounds=3, held=held)]
    texts += [text.data for half in "CDEFG" for text in fresh_corpus(Random(11), 3, half)]
    for data in texts:
        assert fast.find(data) == plain.find(data), data.decode()
    joined = b"\n".join(texts)
    assert fast.find(joined) == plain.find(joined)


@settings(max_examples=1500, deadline=None)
@given(TEXTS)
def test_any_text(text: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    assert fast.find(data) == plain.find(data)


@settings(max_examples=500, deadline=None)
@given(TEXTS, st.binary(max_size=3), st.integers(0, 90))
def test_bytes_that_are_no_text(text: str, junk: bytes, at: int) -> None:
    data = text.encode("utf-8", "surrogatepass")
    broken = data[:at] + junk + data[at + 1 :]
    assert fast.find(broken) == plain.find(broken)


@settings(max_examples=200, deadline=None)
@given(st.lists(TEXTS, min_size=2, max_size=5))
def test_cut_between_any_two_lines(texts: list[str]) -> None:
    lines = [text.replace("\n", "").encode("utf-8", "surrogatepass") + b"\n" for text in texts]
    whole = b"".join(lines)
    buf = np.zeros(len(whole) + PAD, np.uint8)
    buf[: len(whole)] = np.frombuffer(whole, np.uint8)
    offset, words = 0, Words(len(whole))
    for line in lines:
        words.find(buf, offset, offset + len(line), offset + len(line), offset)
        offset += len(line)
    assert words.spans.found() == fast.find(whole) == plain.find(whole)


def test_cut_at_every_byte() -> None:
    """Every beginning of a text, with characters cut through."""
    data = '客户张伟住北京市朝阳区建国路88号3栋501室，"name":"Li Na"，买买提·艾力'.encode()
    for k in range(len(data)):
        assert fast.find(data[:k]) == plain.find(data[:k])
        assert fast.find(data[k:]) == plain.find(data[k:])


def test_every_word_that_wakes() -> None:
    """Each surname, place and unit is known where it stands: no hash or bit of the tables hides one."""
    names = [f"客户{one}伟，联系人：{one}建国先生" for one in (*lexicon.surnames(), *lexicon.doubles())]
    places = [f"，{word}建国路88号3栋" for word, flags in lexicon.words().items() if flags & addresses.PLACE]
    doors = [f"住翠苑{number}3{unit}，" for unit in units.NUMBERED for number in ("", "5号", "５")]
    data = "\n".join([*names, *places, *doors]).encode()
    found = fast.find(data)
    assert found == plain.find(data)
    kinds = [one.kind for one in found]
    assert kinds.count("name") > len(names) and kinds.count("address") > len(places) // 2


@pytest.mark.parametrize("value", ["张伟", "王建国先生", "买买提·艾力", "Zhang Wei", "欧阳修远"])
@pytest.mark.parametrize("key", ["name", "real_name", "cust-name", "x" * 40 + "name", "客户姓名", "姓 名", "600519", ""])
def test_far_labels(key: str, value: str) -> None:
    """As much of what stands before a name is read as a rule may look at, and behind it too."""
    links = ["", ":", "-", "-----", "------", ' : "', "：　", "=", "\u00a0"]
    behinds = ["", "，男", " , ,13812345678", "（600519）", "  先生", "＊", "说", "电" * 90]
    befores = ["", "a" * 70, "电" * 70]
    lines = [f"{before}{key}{link}{value}{behind}" for before in befores for link in links for behind in behinds]
    data = "\n".join(lines).encode()
    assert fast.find(data) == plain.find(data)


@pytest.mark.parametrize("sign", [*",，。;:.\"/_\t|·-—# 　＊", "，，", "\0", "\r", "a", "１", "电", "😀"])
def test_what_ends_an_address(sign: str) -> None:
    """A sign at which an address ends hides nothing behind it that a rule would look at."""
    heads = ["北京市朝阳区建国路", "北京市朝阳区建国路88号", "杭州市西湖区翠苑小区3栋2单元501",
             "住翠苑路5号3", "新疆维吾尔自治区天山区", "杭州市西湖区文三路与", "杭州市西湖区文三路与学院路交",
             "<addr>金渝大道786号", "新住址是水岸星城3幢3单元1410室"]  # fmt: skip
    tails = ["", "501", "3-2-501", "3栋501室", "营业部", "号楼", "路88号", "元", "路交叉口5号", "口5号", "区建国路88号" * 30]
    data = "\n".join(f"{head}{sign}{tail}" for head in heads for tail in tails).encode()
    assert fast.find(data) == plain.find(data)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text("张伟王芳 ·LiNa\n1", min_size=1, max_size=5), max_size=8), st.text("张伟王芳 ·LiNa\n1，", max_size=40))
def test_lists(names: list[str], text: str) -> None:
    listed = NameList(name for name in names if "\n" not in name)
    assert hanlist.find(text.encode(), hanlist.pack(listed)) == listed.find(text.encode())


def test_the_surnames_of_both_parents_behind_another_character() -> None:
    for text in ("丁丁刘伟任监事", "王丁刘伟任监事", "、丁刘伟任监事", "丁丁刘伟任。"):
        data = text.encode()
        assert fast.find(data) == plain.find(data) != [], text
