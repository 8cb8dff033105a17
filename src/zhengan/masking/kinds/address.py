"""Addresses: places of the gazetteer, then roads, numbers, buildings and rooms (``plain.addresses``); in English
``plain.english``.

A province, a city or a district alone is no address, and no organisation called after one is.
"""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind
from zhengan.masking.plain.addresses import parse
from zhengan.masking.plain.english import english


def valid(value: str) -> bool:
    """The whole of the value is read as one address."""
    if parse(value, 0, True) == len(value) or parse(value, 0, False) == len(value):
        return True
    return any(english(value, k - 1) == (0, len(value)) for k, char in enumerate(value) if char == " " and k)


KIND = Kind(
    name="address",
    zh="住址",
    en="address",
    form="省市区县之后有道路、村居、门牌、楼栋、单元、房号；或道路门牌之后有楼栋房号；英文地址须有门牌与道路",
    valid=valid,
    keep=Keep(0, 0),
    rank=13,
    source="GB/T 2260 省、地级名称（2023 年）；县级为国家统计局 2023 年区划代码中不超过四字者，其余按区、县、市、旗的写法识别",
    columns=("地址", "住址", "家庭住址", "通讯地址", "户籍地址", "address", "addr", "home_address", "户籍所在地", "jtzz", "khdz"),
    cases=(
        Case("Office: Room 2747, 5/F, No. 562 Century Avenue, Pudong New Area, Shanghai\n"
             "Rm 2790, 2F, 471 Fuhua 1st Road, Shenzhen\n"
             '"addr": "Unit 2-311, Building 4, No. 461 Jianguo Road, Chaoyang District, Beijing"\n'
             "at Suite 1203, Shanghai Tower, 501 Yincheng Middle Rd., Pudong, Postal 021",
             ("Room 2747, 5/F, No. 562 Century Avenue, Pudong New Area, Shanghai", "Rm 2790, 2F, 471 Fuhua 1st Road, Shenzhen",
              "Unit 2-311, Building 4, No. 461 Jianguo Road, Chaoyang District, Beijing",
              "Suite 1203, Shanghai Tower, 501 Yincheng Middle Rd., Pudong"), "英文地址：门牌与道路，其前的房间，其后的区市"),
        Case("Flat B, 25/F, 519 Nathan Road, Tsim Sha Tsui, Kowloon\n1 Queen's Road Central, Hong Kong",
             ("Flat B, 25/F, 519 Nathan Road, Tsim Sha Tsui, Kowloon", "1 Queen's Road Central, Hong Kong"), "香港的英文地址"),
        Case("The Road Map, Wall Street, Queen's Road Central, 3 Main Street shops, version 3 Path, 20 Hard Drive errors", (),
             "没有门牌的路名"),
        Case("寄 天河北路740号世纪新城15-1-903 就好", ("天河北路740号世纪新城15-1-903",), "门牌之后有楼、单元、房号"),
        Case("见光明路88号文件3-1版", (), "一个连字符"),
        Case("地址：臺北市信義區信義路五段7號3樓之2，香港九龍尖沙咀彌敦道100號",
             ("臺北市信義區信義路五段7號3樓之2", "香港九龍尖沙咀彌敦道100號"), "繁体"),
        Case("廣東省廣州市天河區體育東路12號3棟2單元501室", ("廣東省廣州市天河區體育東路12號3棟2單元501室",), "繁体"),
        Case("上海市静安区解放路178号国贸大厦7F，上海市静安区解放路178号国贸大厦A座27F 合规部",
             ("上海市静安区解放路178号国贸大厦7F", "上海市静安区解放路178号国贸大厦A座27F"), "楼层写作 F"),
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
        Case("地址：锦绣江南3-2-501，家庭住址: 香榭丽舍12-1801", ("锦绣江南3-2-501", "香榭丽舍12-1801"),
             "字样之后只有小区与楼号"),
        Case("网址：锦绣江南3-2-501，比分3-2-1", (), "不是住址"),
        Case("山东省菏泽市曹县大集镇丁楼村4组，桂林市阳朔县白沙镇旧县村7组",
             ("山东省菏泽市曹县大集镇丁楼村4组", "桂林市阳朔县白沙镇旧县村7组"), "村名中有楼、县"),
        Case("桐乡市清水镇桃源村第9村民小组，现住泼陂河镇红星村第12村民小组；大连市庄河市丁楼村第三生产队18号",
             ("桐乡市清水镇桃源村第9村民小组", "泼陂河镇红星村第12村民小组", "大连市庄河市丁楼村第三生产队18号"),
             "编号的村民小组"),
        Case("长沙市芙蓉区海棠苑五单元二楼西户，住建国路88号3栋2楼东户；杭州市西湖区文三路20号2幢东单元5层南头",
             ("长沙市芙蓉区海棠苑五单元二楼西户", "建国路88号3栋2楼东户", "杭州市西湖区文三路20号2幢东单元5层南头"),
             "以方位称呼的门"),
        Case("武汉市武昌区双榆树东里29号院汇景台16号楼1单元3304，住安化县汇景台8号楼，北京市朝阳区建国路88号理想城3栋",
             ("武汉市武昌区双榆树东里29号院汇景台16号楼1单元3304", "安化县汇景台8号楼", "北京市朝阳区建国路88号理想城3栋"),
             "小区名中有“汇”“想”"),
        Case("住址定西地区通渭县龙泉镇桃源村3组85号公民身份号码，北京市海淀区学院路5号3号公寓502室",
             ("定西地区通渭县龙泉镇桃源村3组85号", "北京市海淀区学院路5号3号公寓502室"), "“号公民”“号公寓”"),
        Case("朝阳区建国路88号户外运动，北京市第3组织部，见第三组、3号公告", ("朝阳区建国路88号",), "不是门牌"),
        Case("崇川区人民医院、秦安县第3号公告", (), "只到区县"),
        Case("No. 5, Shennan Avenue, Futian District, Shenzhen, P.R.China 518000；Item 5, Shennan Avenue",
             ("No. 5, Shennan Avenue, Futian District, Shenzhen",), "英文地址：号码之后有逗号；国名不在内"),
        Case("事发地季华五路23号丽景苑28栋1单元1204号，某某证券交易所位于浦东南路528号",
             ("季华五路23号丽景苑28栋1单元1204号", "浦东南路528号"),
             "之前的字样不在内"),
        Case("地点：总部18楼1808会议室、数据中心1号楼2层机房；江苏片区本周开户109户", (), "公司内的会议室；户数"),
        Case("住所内蒙古自治区通辽市科尔沁左翼后旗甘旗卡镇伊胡塔嘎查二组",
             ("内蒙古自治区通辽市科尔沁左翼后旗甘旗卡镇伊胡塔嘎查二组",), "嘎查"),
        Case("接通知，北京市海淀区知春路1043号时代金融大厦40层将停电检修，上海世纪大道营业部2024-12-10至2025-04-28成交",
             ("北京市海淀区知春路1043号时代金融大厦40层",), "其后的话与日期"),
        Case("会议在金华市义乌市中山北路441号招商大厦408室召开，检查在深圳市福田区珠江路549号2楼进行；武汉会展中心3号馆",
             ("金华市义乌市中山北路441号招商大厦408室", "深圳市福田区珠江路549号2楼"), "其后的动词；展馆"),
        Case("公司注册于吉林省长春市南关区长江西路447号", ("吉林省长春市南关区长江西路447号",), "于之后的省份"),
    ),
)
