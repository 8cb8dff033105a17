"""Names, places and houses of the third corpus: a half's lists share nothing with the other's, nor with those of the others."""

from __future__ import annotations

from dataclasses import dataclass

from tests.masking.corpus.lists import listed


@dataclass(frozen=True)
class Words:
    """What one half draws from."""

    surnames: str
    rare: str
    double: list[str]
    given: list[str]
    first: str
    last: str
    dotted: list[str]
    undotted: list[str]
    latin: list[str]
    places: list[str]
    cities: list[str]
    roads: list[str]
    estates: list[str]
    towers: list[str]
    villages: list[str]
    abroad: list[str]
    taiwan: list[str]


C = Words(
    surnames="王张刘杨赵周孙胡郭罗郑宋韩冯曾董袁于叶苏丁卢沈姜谭廖金贾付邹白秦尹薛雷黎贺郝龚万武戴孔常康乔文梁谢向",
    rare="柯阮鲍翁葛宫岑邬盛佟路游阎简房谷席麻池兰苗盖景车仲门冷芦巩云花党国",
    double=listed("欧阳 上官 诸葛 司马 南宫 呼延"),
    given=listed("""
    伟 娜 静 敏 勇 杰 斌 琳 颖 波 宁 凯 玲 燕 飞 华 平 健 慧 莹 建军 志远 晓红 秀梅 海波 文杰 德胜 玉珠 明辉 立新 春花
    金凤 长河 雪梅 国栋 家豪 子墨 梓轩 雨萱 一凡 若曦 思源 承恩 宏伟 庆华 卫东 爱民 丽娟 素芬 桂荣 翠莲 振宇 鹏飞
    天佑 可欣 梦瑶 佳宁 安琪 向阳 新民 光明 永强 成林 小龙 大为 东升 学文 保国 福贵 来喜 有才 二虎 亚男 倩 璐 钰 曜 翊 昊
    """),
    first="志文晓海国建玉春丽永嘉俊思雨天宏世庆荣耀婉沐泽皓锦语",
    last="强明华军平辉峰刚琴兰芳霞娟宇轩涵怡豪杰博然林江涛宸妍",
    dotted=listed("""
    买买提·吐尔逊 阿依古丽·卡德尔 迪丽努尔·艾合买提 热依汗·玉素甫 叶尔兰·巴合提 帕提古丽·买合木提 库尔班江·赛买提
    """),
    undotted=listed("扎西次仁 洛桑平措 索朗卓玛"),
    latin=listed("Zhang·Wei Liu·Xiaoyan Sun·Jianjun Guo·Zihao Michael·Chen Grace·Luo"),
    places=listed("昆明 合肥 长沙 太原 泉州 烟台 洛阳 绵阳"),
    cities=listed("""
    浙江省杭州市西湖区 江苏省无锡市滨湖区 广东省佛山市南海区 四川省绵阳市涪城区 湖北省武汉市洪山区 山东省烟台市芝罘区
    福建省泉州市丰泽区 河南省洛阳市涧西区 北京市丰台区 上海市闵行区 天津市河西区 重庆市九龙坡区 广西壮族自治区南宁市青秀区
    内蒙古自治区包头市昆都仑区 新疆维吾尔自治区乌鲁木齐市天山区 杭州市拱墅区 成都市青羊区 南京鼓楼区 深圳市宝安区
    """),
    roads=listed("""
    文三路 蠡湖大道 桂澜北路 临园路东段 珞喻路 南大街 刺桐路
    西苑路 西三环南路 七莘路 友谊路 石坪桥正街 民族大道 钢铁大街 新华北路
    """),
    estates=listed("翠苑三区 阳光水岸 金地格林小镇 融侨锦江 东湖花园 万科城市花园 梅江康城 华润橡树湾 世纪名苑 春江花月"),
    towers=listed("东部软件园科技大厦 环球金融中心 国贸写字楼 银泰中心 鸿基大厦 联合广场"),
    villages=listed("""
    河南省周口市太康县老冢镇李楼村六组 湖南省邵阳市隆回县滩头镇狮子村8组23号 四川省南充市仪陇县新政镇石佛岩村3社
    河北省保定市定兴县固城镇北幸村一区17号 安徽省六安市霍邱县冯井镇双楼村大塘组 山西省吕梁市临县碛口镇西湾村
    """),
    abroad=listed("""
    香港九龙旺角弥敦道688号旺角中心18楼B室 香港湾仔告士打道160号海外信托银行大厦20楼 香港中环皇后大道中99号
    香港新界沙田源禾路8号B座12楼1203室 澳门南湾大马路759号5楼
    """),
    taiwan=listed("台北市大安区忠孝东路四段216巷32弄7号3楼 台湾省新北市板桥区文化路一段188巷5号 高雄市苓雅区三多四路21号12楼之3"),
)
D = Words(
    surnames="李陈黄吴徐朱马何林高唐许邓曹彭肖田潘蔡蒋余杜程魏吕任姚钟崔范汪陆石韦夏方熊孟邱侯江阎段史龙陶邵钱严毛顾汤易施莫时",
    rare="舒柏麦仇蒙骆甄娄糜邝湛尚闵樊裘狄鄢覃茅农楚温应桑冼郁项古诸聂匡敖",
    double=listed("皇甫 慕容 令狐 东方 尉迟 端木 司徒 夏侯 公孙"),
    given=listed("""
    强 磊 洋 艳 刚 洁 鑫 莉 丹 鹏 旭 龙 浩 萍 婷 欢 岩 蕾 超 峰 建平 志刚 晓峰 秀芳 海涛 文斌 德华 玉琴 明哲 立群 秋菊 银花
    长江 冬梅 国平 家辉 子涵 梓萱 雨桐 一诺 若彤 思雨 承志 宏图 庆丰 卫国 爱华 丽萍 素珍 桂英 翠花 振华 鹏程 天宇 可心 梦洁
    佳怡 安然 向东 新宇 光荣 永红 成功 小燕 大勇 东梅 学军 保华 福生 来顺 有德 三妹 亚楠 菲 琪 瑾 骁 骥 韬 煜 语嫣 知行 沐阳
    """),
    first="建志德明秀俊家佩淑丽少国凤美惠启景瑞绍伯仲怀静宇子",
    last="华伟英明珍文芬雄玲生良成安民铭雯珊婷凯翔航谦恒东",
    dotted=listed("""
    古丽娜尔·阿不都热合曼 努尔兰·哈山 阿卜杜拉·艾力 玛依拉·依明 赛力克·木拉提 萨仁·高娃 艾孜买提·吾守尔
    """),
    undotted=listed("次仁拉姆 旦增罗布 格桑梅朵"),
    latin=listed("Li·Na Chen·Haoran Xu·Meiling Ma·Xiaojun David·Wong Emily·Huang"),
    places=listed("厦门 济南 贵阳 兰州 温州 潍坊 赣州 宜昌"),
    cities=listed("""
    广东省珠海市香洲区 江苏省常州市武进区 浙江省宁波市鄞州区 湖南省株洲市天元区 四川省成都市武侯区 山东省潍坊市奎文区
    江西省赣州市章贡区 贵州省贵阳市云岩区 甘肃省兰州市七里河区 北京市西城区 上海市普陀区 天津市南开区 重庆市江北区
    宁夏回族自治区银川市金凤区 辽宁省沈阳市铁西区 厦门市思明区 济南市历下区 西安雁塔区 广州市番禺区
    """),
    roads=listed("""
    情侣中路 延政中路 天童北路 长江北路 科华北路 东风东街 红旗大道
    中华北路 西津西路 月坛南街 长寿路 鞍山西道 观音桥步行街 正源南街 兴华南街
    """),
    estates=listed("华发新城 锦绣家园 绿地香颂 保利心语 凤凰城 滨江壹号院 望京新苑 水岸豪庭 幸福里 中海国际社区"),
    towers=listed("创新大厦 财富中心 来福士广场 金融街中心 环宇国际 时代天街写字楼"),
    villages=listed("""
    湖北省黄冈市麻城市白果镇明山村五组 江西省上饶市鄱阳县油墩街镇漳田村李家自然村 广西玉林市博白县龙潭镇茂青村12队
    山东省菏泽市曹县青堌集镇孙庄行政村46号 云南省昭通市镇雄县以勒镇毛坝村民委员会上寨组 陕西省渭南市富平县庄里镇觅子村
    """),
    abroad=listed("""
    香港铜锣湾轩尼诗道500号希慎广场31楼 香港北角英皇道338号华懋交易广场2期9楼A室 香港九龙尖沙咀柯士甸道西1号
    香港新界荃湾青山公路388号C座7楼 澳门氹仔哥英布拉街350号16楼D
    """),
    taiwan=listed("台北市信义区松仁路100号8楼 台湾省台中市西屯区台湾大道三段251号 桃园市中坜区中正路389巷12号2楼"),
)
