"""Addresses of which a label tells: villages of counties that no rule wakes for, dormitories, companies of the corps, estates
alone; and what reads like one and is none: rural banks, what a label only speaks of."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from zhengan.masking import lexicon
from zhengan.masking.fast import engine
from zhengan.masking.fast import words as fast
from zhengan.masking.plain import han as plain
from zhengan.masking.plain import housed, stars
from zhengan.masking.spans import Found

Finder = Callable[[bytes], list[Found]]
FIND = pytest.mark.parametrize("find", [plain.find, fast.find], ids=["plain", "fast"])
VILLAGES = (
    "祥云县下庄镇大仓村", "商水县黄寨镇刘楼村", "仪陇县新政镇石佛岩村", "福安市赛岐镇苏阳村", "普宁市洪阳镇宝镜院村",
    "太康县马厂镇张庄村", "曹县王楼镇前进村", "曹县曹楼镇苏阳村", "富县茶坊镇大申号村", "宾县宾州镇永和屯",
    "翁牛特旗乌丹镇赛沁塔拉嘎查", "祥云县祥城镇文苑社区", "祥云县下庄镇李家沟", "太康县马厂镇张庄村第3村民小组",
    "孟村回族自治县辛店镇肖庄子村", "云南省祥云县下庄镇李家沟", "昆山市周庄镇祁浜村", "下庄镇大仓村", "太康县马厂镇",
)  # fmt: skip
LABELS = (
    "住址：", "家庭住址：", "地址:", "通讯地址 ", "户籍：", "户籍地", "户籍所在地", "户口所在地：", "家住", "现住", "现住址是",
    "居住地址为", "经常居住地：", "单位地址", "搬到", "已迁至", "寄往", '"addr":"', "address=",
    "addr: ", '"homeAddress": "', "<addr>",
    "地址已变更为", "地址改成",
)  # fmt: skip


def found(find: Finder, text: str) -> list[str]:
    data = text.encode()
    return [data[one.start : one.end].decode() for one in find(data) if one.kind == "address"]


@FIND
@pytest.mark.parametrize("label", LABELS)
def test_a_village_behind_a_label(find: Finder, label: str) -> None:
    for village in VILLAGES:
        for end in ("", "，", "。", "</addr>", '"', " 电话"):
            text = f"{label}{village}{end}"
            assert found(find, text) == [village], text
            assert [one.kind for one in find(text.encode())] == ["address"], text


@FIND
@pytest.mark.parametrize(
    "value",
    [
        "武汉市武汉大学枫园8舍315", "电子科技大学清水河校区5栋302", "浙江大学玉泉校区3舍201室", "西安交通大学东十三舍401",
        "南京大学仙林校区4舍B312", "华中科技大学韵苑12栋305", "哈尔滨工业大学二校区公寓9栋305", "北京大学燕园3舍201",
        "新疆生产建设兵团第八师121团3连", "新疆石河子市121团3连", "第八师石河子市143团15连", "新疆阿拉尔市第一师10团5连12号",
        "兵团第七师123团6连", "新疆昆玉市二二四团", "新疆生产建设兵团第一师五团场8连队",
        "江苏省/苏州市/姑苏区/延安西路523号9幢1单元804", "江苏省/苏州市/姑苏区/平江街道/延安西路523号",
        "广东省-深圳市-南山区-科技园路5号2栋", "浙江省　杭州市　西湖区　文三路20号　翠苑小区　2幢301",
        "吉林省 长春市 朝阳区 学院路317号 恒大绿洲 32-3-1905", "长春市 朝阳区 恒大绿洲 32-3-1905",
        "城建花园1-2-2703", "天府12-2-1203", "恒大华府12#1203", "碧桂园天誉12#2-1203", "绿城西溪诚园1-1-101",
    ],
)  # fmt: skip
def test_dormitories_companies_strokes_and_estates(find: Finder, value: str) -> None:
    for label in ("住址：", "联系地址 ", "住址为", "现住", "已搬到", "搬至", "住在", "addr="):
        assert found(find, f"{label}{value}，") == [value], label


@FIND
@pytest.mark.parametrize(
    "value",
    [
        "万科城市花园3栋201", "锦绣苑12幢2单元1203室", "招商依山郡3栋2单元301", "金地湾12幢1203室", "清风庭3幢405",
        "橡树里8号楼602",
    ],
)  # fmt: skip
def test_an_estate_that_begins_its_field(find: Finder, value: str) -> None:
    for text in (value, f"见，{value}。", f"a,{value},b", f"| {value} |"):
        assert found(find, text) == [value], text


@FIND
@pytest.mark.parametrize(
    "text",
    [
        "余姚市农村信用社", "慈溪市农村信用合作联社", "浙江监管局对隆回县农村信用合作联社采取行政处罚", "余姚通济村镇银行",
        "慈溪市农村工作办公室，余姚市新农村建设，诸暨市农村商业银行", "北京延庆村镇银行，上海松江民生村镇银行股份有限公司",
        "桐乡市乡镇企业管理局", "余姚市社区卫生服务中心", "住址：余姚市农村信用社", "地址：余姚市人民政府", "籍贯：祥云县",
        "户籍地：祥云县公安局", "户籍所在地太康县公安局张庄派出所", "开户地址太康县支行", "注册地址迁至太康县产业集聚区",
    ],
)  # fmt: skip
def test_banks_and_offices_of_the_country(find: Finder, text: str) -> None:
    assert found(find, text) == []


@FIND
@pytest.mark.parametrize(
    "text",
    [
        "地址：见附件3-2-1", "IP地址：内网10-2-3", "网址：锦绣江南3-2-501", "地址=内存地址0x1234", "住在哪里",
        "住房公积金3-2-501", "住院3栋201", "寄送对账单3-2-501", "籍贯3-2", "地址为空3-2", "地址：同上", "住址：北京市",
        "新疆3连板，北京5连阳，上海2团购，广州3师徒，北京4团队", "采用四舍五入，3舍4入",
        "北京/上海/广州三地", "北京市海淀区 开户 12-03",
        "江苏省/苏州市/姑苏区", "武汉大学东湖校区会议3次", "电子科技大学清水河校区", "利率改为浮动3-2-501",
        "位于太康县马厂镇张庄村的工厂",
    ],
)  # fmt: skip
def test_what_only_looks_so(find: Finder, text: str) -> None:
    assert found(find, text) == []


@FIND
def test_behind_a_door_a_stroke_and_a_date_are_left_alone(find: Finder) -> None:
    first, second = "北京市朝阳区建国路88号", "上海市浦东新区世纪大道100号"
    assert found(find, f"{first}/{second}") == [first, second]
    assert found(find, f"{first} 李明 25-01-02") == [first]
    assert found(find, "注册地址由上海市闵行区珞喻路400号变更为成都市青羊区西苑路217号") == [
        "上海市闵行区珞喻路400号", "成都市青羊区西苑路217号",
    ]  # fmt: skip
    assert found(find, "收件地址成都市青羊区西三环南路1614号") == ["成都市青羊区西三环南路1614号"]
    assert found(find, "住址于都县贡江镇古田村") == ["于都县贡江镇古田村"]
    assert found(find, "北京市通州区沙河镇新农村") == ["北京市通州区沙河镇新农村"]


def test_surnames_that_begin_words_which_lead_to_an_address() -> None:
    words = (word for word, flags in lexicon.words().items() if flags & lexicon.HOME and housed.AWAKE & set(word[1:]))
    assert {word[0] for word in words if word[0] in lexicon.surnames()} == housed.SURNAMED


def test_the_kernels_say_what_the_reference_says() -> None:
    rng = Random(20261129)
    parts = [
        *LABELS, *VILLAGES, *housed.AWAKE, *"到至往去为是成由从地所：:=>\"'“ 　/-，、。\r\0", "搬", "IP地址", "居住", "name=",
        "d_z:", "<td>", "于都县", "成都市", "石河子市", "新疆", "江苏省", "苏州市", "姑苏区", "马厂镇", "张庄村", "农村",
        "村镇银行", "社区", "校区", "8舍315", "四舍五入", "生产建设兵团", "第八师", "121团", "3连", "3连板", "团购",
        "建国路", "88号", "恒大绿洲", "32-3-1905", "12#1203", "12-03", "3栋", "2单元", "301", "B312", "张伟", "苏阳",
        "派出所", "支行", "中心", "的", "改成", "见附件", "房", "A", "\n",
    ]  # fmt: skip
    for _ in range(3000):
        data = "".join(rng.choice(parts) for _ in range(rng.randint(1, 12))).encode()
        assert [(one.start, one.end, one.kind) for one in fast.find(data)] == [
            (one.start, one.end, one.kind) for one in plain.find(data)
        ], data.decode()


@pytest.mark.parametrize("label", LABELS)
def test_the_masks_are_the_same_and_masked_once_is_masked(label: str) -> None:
    for value in (*VILLAGES, "江苏省/苏州市/姑苏区/延安西路523号9幢1单元804", "新疆石河子市121团3连", "城建花园1-2-2703"):
        data = f"{label}{value}，".encode()
        once = engine.mask(data)
        assert once == stars.mask(data) and len(once) == len(data)
        assert engine.mask(once) == once, once.decode()
