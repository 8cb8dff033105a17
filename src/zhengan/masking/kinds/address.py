"""Addresses: places of the gazetteer, then roads, numbers, buildings and rooms (``plain.addresses``).

A province, a city or a district alone is no address, and no organisation called after one is.
"""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind
from zhengan.masking.plain.addresses import parse


def valid(value: str) -> bool:
    """The whole of the value is read as one address."""
    return parse(value, 0, True) == len(value) or parse(value, 0, False) == len(value)


KIND = Kind(
    name="address",
    zh="住址",
    en="address",
    form="省市区县之后有道路、村居、门牌、楼栋、单元、房号；或道路门牌之后有楼栋房号",
    valid=valid,
    keep=Keep(0, 0),
    rank=13,
    source="GB/T 2260 省、地级名称（2023 年）；县级为国家统计局 2023 年区划代码中不超过四字者，其余按区、县、市、旗的写法识别",
    columns=("地址", "住址", "家庭住址", "通讯地址", "户籍地址", "address", "addr", "home_address"),
    cases=(
        Case("住址：北京市朝阳区建国路88号3栋2单元501室", ("北京市朝阳区建国路88号3栋2单元501室",)),
        Case("家住河南省信阳市光山县北向店乡邹畈村3组", ("河南省信阳市光山县北向店乡邹畈村3组",)),
        Case("寄到建设路88号3栋2单元501室，李明收", ("建设路88号3栋2单元501室",), "没有城市"),
        Case("新疆维吾尔自治区乌鲁木齐市天山区解放南路10号", ("新疆维吾尔自治区乌鲁木齐市天山区解放南路10号",)),
        Case("上海证券交易所与北京银行", (), "以地名开头的机构"),
        Case("江苏省苏州市的投资者", (), "只到城市"),
        Case("广州天河路证券营业部", (), "营业部"),
        Case("上海市场成交3号线", (), "市场、线路"),
        Case("南京市鼓楼区汉口西路与科苑路交叉口金色家园17-4-216", ("南京市鼓楼区汉口西路与科苑路交叉口金色家园17-4-216",)),
        Case("住所：成都市武侯区天府大道北段467号", ("成都市武侯区天府大道北段467号",), "路段"),
        Case("北京市海淀区清华园1号紫荆公寓6号楼305室", ("北京市海淀区清华园1号紫荆公寓6号楼305室",), "校园"),
        Case("<Addr>金渝大道786号</Addr>，现住湖滨南路843号", ("金渝大道786号", "湖滨南路843号"), "字段与“住”字"),
        Case("新住址是水岸星城3幢3单元1410室", ("水岸星城3幢3单元1410室",), "小区名不在表中"),
        Case("住安徽省六安市霍邱县冯井镇双楼村大塘组。", ("安徽省六安市霍邱县冯井镇双楼村大塘组",), "以名称呼的村民小组"),
        Case("地址：香港湾仔告士打道160号", ("香港湾仔告士打道160号",), "香港道路"),
        Case("门店在朝阳区建国路路口往东100米", ("朝阳区建国路路口往东100米",), "路口方位"),
        Case("开户行在月坛南街1689号对面", ("月坛南街1689号",), "方位词不算在内"),
        Case("见公告第3号，地点：海淀区培训中心", (), "文号与机构"),
        Case("公司总部崇川区花园路12号", ("崇川区花园路12号",), "以县级区划开头，前面的词不算在内"),
        Case("从秦安县幸福花园3栋201走失", ("秦安县幸福花园3栋201",), "“从”字"),
        Case("崇川区人民医院、秦安县第3号公告", (), "只到区县"),
    ),
)
