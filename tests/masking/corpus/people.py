"""Names and addresses of nobody, drawn from lists of this corpus alone."""

from __future__ import annotations

from random import Random

from tests.masking.corpus.lists import listed

# In the order of the yearly name reports, so the first are drawn most.
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢"
    "姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常"
    "汤康易乔文柯阮"
)
RARE = "祁牛鲁温齐庞樊颜庄章倪俞岳梅童辛管华成单应时安平匡鞠慕蔺冀卓蓝靳裴聂翟欧焦涂柴邢申屠符宁甘景耿"
DOUBLE = listed("欧阳 上官 司马 诸葛 皇甫 尉迟 慕容 司徒 令狐 端木 公孙 夏侯 东方 长孙 宇文 轩辕")
GIVEN = listed("""
伟 芳 娜 敏 静 丽 强 磊 军 洋 勇 艳 杰 娟 涛 明 超 霞 平 刚 桂英 秀英 玉兰 建国 建华 志强 志明 国强 国庆 秀兰 秀珍
凤英 玉梅 玉珍 桂兰 桂芳 红梅 春梅 海燕 小红 小明 晓东 晓燕 晓峰 文博 文静 雅琪 雅婷 婷婷 丹丹 莉莉 倩倩 子轩 子涵
梓涵 梓萱 浩然 浩宇 宇轩 宇航 雨欣 雨桐 雨泽 欣怡 欣妍 诗涵 一诺 一鸣 思远 思琪 佳怡 佳慧 嘉豪 嘉欣 俊杰 俊熙 俊豪
博文 博涵 天宇 天佑 泽宇 皓轩 明轩 明哲 若曦 若涵 语桐 可馨 梦瑶 梦琪 诗雨 紫萱 晨曦 晨阳 建军 建平 建设 建民 卫国
卫东 爱国 爱华 爱民 国栋 国华 国平 金花 金凤 金龙 银花 德明 德华 德福 福生 福来 长江 长青 长林 永强 永康 永健 永刚
振华 振国 振宇 文华 文军 文斌 文杰 立新 立军 立群 立华 跃进 援朝 新民 新华 学军 学文 学勤 少华 彬 斌 鹏 飞 鑫 波 辉
浩 凯 健 俊 帆 峰 宇 博 晨 阳 婷 雪 玲 莹 蕾 颖 琳 欢 慧 晶 洁 萍 燕 华 兰 红 梅 英 云 峥 旭 昊 毅 宁 琪 瑶 丹 倩 薇
楠 岩 松 林 森 江 河 海 波涛 海涛 海波 海洋 春生 春华 秋菊 冬梅 夏雨 雪梅 雪莲 丽娟 丽华 丽萍 美玲 美华 美娟 淑芬
淑珍 淑华 惠敏 惠芳 慧敏 慧玲 月娥 月英 翠花 翠兰 彩霞 彩虹 艳红 艳梅 艳丽 莲英 瑞华 瑞芳 宝玉 宝珍 宝强 兴国 兴华
兴旺 胜利 光明 光辉 光华 大伟 大勇 大鹏 世杰 世荣 世昌 宗耀 耀辉 耀祖 祖德 启明 启航 向东 向阳 向前 向荣 东升 东明
东方 南 北辰 西林 定国 安邦 治国 齐家 修远 致远 远航 远帆 奕辰 奕涵 沐宸 沐阳 铭泽 铭轩 睿哲 睿涵 瑾瑜 瑾萱 芷若 芷晴
书瑶 书豪 心怡 心语 乐怡 乐天 知行 知远 之涵 之恒 亦凡 亦菲 其琛 如意 如雪 思思 冰冰 圆圆 佩佩
""")
ODD = "璟琰翀垚犇祎淼燚鹭蘅洵岑笠樾旎霁澍攸芥籽缨锴铠骞颉黻豌梵榕".strip()
ETHNIC_FRONT = listed("""
买买提 阿卜杜拉 艾力 迪丽热巴 古丽娜尔 吐尔逊 阿不都热合曼 热依扎 木合塔尔 阿依努尔 卡米力 玉素甫 帕尔哈提 扎西 那仁
艾合买提
""")
ETHNIC_BACK = listed(
    "艾力 买买提 依明 吐尔逊 阿不力孜 迪力木拉提 尼牙孜 热合曼 卡德尔 玉山 库尔班 司马义 多吉 托合提 哈孜"
)
PINYIN = {
    "王": "Wang",
    "李": "Li",
    "张": "Zhang",
    "刘": "Liu",
    "陈": "Chen",
    "杨": "Yang",
    "赵": "Zhao",
    "周": "Zhou",
}
LATIN = listed("Wei Fang Jianguo Xiaoming Ting Yuxuan Hao Lei Minghua Zihan Jing Peng")

CITIES = listed("""
北京市|朝阳区 北京市|海淀区 北京市|西城区 北京市|通州区 上海市|浦东新区 上海市|静安区 上海市|徐汇区 上海市|闵行区
天津市|和平区 天津市|南开区 重庆市|渝中区 重庆市|江北区 重庆市|沙坪坝区 广东省深圳市|福田区 广东省深圳市|南山区
广东省广州市|天河区 广东省广州市|番禺区 广东省东莞市|南城街道 广东省佛山市|禅城区 浙江省杭州市|西湖区
浙江省杭州市|余杭区 浙江省宁波市|鄞州区 浙江省温州市|鹿城区 浙江省金华市|义乌市 江苏省南京市|鼓楼区
江苏省南京市|建邺区 江苏省苏州市|姑苏区 江苏省苏州市|昆山市 江苏省无锡市|滨湖区 江苏省南通市|崇川区
山东省济南市|历下区 山东省青岛市|市南区 山东省潍坊市|寿光市 河南省郑州市|金水区 河南省信阳市|光山县
湖北省武汉市|武昌区 湖北省武汉市|洪山区 湖北省荆州市|监利市 湖南省长沙市|岳麓区 湖南省株洲市|天元区
四川省成都市|武侯区 四川省成都市|高新区 四川省绵阳市|涪城区 陕西省西安市|雁塔区 陕西省西安市|长安区
辽宁省沈阳市|和平区 辽宁省大连市|沙河口区 吉林省长春市|南关区 黑龙江省哈尔滨市|南岗区 安徽省合肥市|蜀山区
福建省福州市|鼓楼区 福建省厦门市|思明区 江西省南昌市|红谷滩区 江西省赣州市|于都县 河北省石家庄市|裕华区
河北省保定市|雄县 山西省太原市|小店区 云南省昆明市|五华区 云南省大理白族自治州|大理市 贵州省贵阳市|南明区
贵州省黔东南苗族侗族自治州|凯里市 广西壮族自治区南宁市|青秀区 海南省海口市|龙华区 内蒙古自治区呼和浩特市|赛罕区
新疆维吾尔自治区乌鲁木齐市|天山区 宁夏回族自治区银川市|兴庆区 甘肃省兰州市|城关区 青海省西宁市|城西区
西藏自治区拉萨市|城关区 吉林省延边朝鲜族自治州|延吉市 湖北省恩施土家族苗族自治州|利川市
""")
ROADS = listed("""
建国路 人民路 中山路 解放路 世纪大道 深南大道 文三路 天河北路 延安西路 南京西路 复兴中路 长江路 黄河路 学府路
迎宾大道 滨江大道 科技路 高新四路 金融街 和平街 五四路 八一大道 朝阳北路 望京街 中关村大街 花园路 红旗大街 新华路
胜利东街 友谊路 青年路 幸福路 工农路 环城南路 体育路 湖滨路 珠江路 太白南路 秀灵路 江南大道 三阳路 二环南路 江东中路
锦绣路 学院南路 凤凰大道 文化西路 东风路 劳动西路
""")
ESTATES = listed("""
阳光花园 翠苑小区 万科城市花园 碧桂园 恒大名都 绿地新城 金地格林小镇 保利香槟苑 中海国际社区 龙湖滟澜山 华润橡树湾
东方明珠公寓 锦绣家园 世纪城 天通苑 回龙观 幸福里小区 和平里 御景湾 水岸新城 紫金花园 学府雅苑 丽景华庭 滨江国际
银河公馆
""")
TOWERS = listed(
    "国贸大厦 环球金融中心 时代广场 华星科技大厦 世贸大厦 创业大厦 招商银行大厦 绿地中心 财富广场 信息大厦"
)
TOWNS = listed(
    "北向店乡 佛堂镇 玉山镇 城关镇 沙河镇 新街镇 石桥乡 大李镇 白马镇 三里庵街道 稠城街道 南城街道 龙泉驿镇 柳林乡"
)
VILLAGES = listed("邹畈村 张家村 王庄村 前进村 大石头村 上刘村 柳树屯村 高桥村 新农村 桃花村 李家庄 东王庄")


def given(rng: Random) -> str:
    roll = rng.random()
    if roll < 0.9:
        return rng.choice(GIVEN)
    if roll < 0.96:
        return rng.choice(GIVEN)[0] + rng.choice(ODD)
    return rng.choice(ODD) + rng.choice(ODD)


def name(rng: Random) -> str:
    roll = rng.random()
    if roll < 0.03:
        return rng.choice(DOUBLE) + given(rng)
    if roll < 0.12:
        return rng.choice(RARE) + given(rng)
    return SURNAMES[int(len(SURNAMES) * rng.random() ** 2)] + given(rng)


def dotted(rng: Random) -> str:
    return rng.choice(ETHNIC_FRONT) + "·" + rng.choice(ETHNIC_BACK)


def spaced(rng: Random) -> str:
    full = rng.choice(SURNAMES[:40]) + rng.choice([g for g in GIVEN if len(g) == 1])
    return full[0] + rng.choice([" ", "  ", "\u3000"]) + full[1]


def latin(rng: Random) -> str:
    text = rng.choice(list(PINYIN.values())) + " " + rng.choice(LATIN)
    return text.upper() if rng.random() < 0.4 else text


def room(rng: Random) -> str:
    floor = rng.randint(1, 32)
    return f"{floor}{rng.randint(1, 12):02d}"


def door(rng: Random) -> str:
    """Building, unit and room."""
    b, u, r = rng.randint(1, 40), rng.randint(1, 5), room(rng)
    forms = (
        f"{b}栋{u}单元{r}室",
        f"{b}号楼{u}单元{r}室",
        f"{b}幢{r}室",
        f"{b}号楼{r}",
        f"{b}栋{r}房",
        f"{b}座{r}室",
        f"{b}号楼{u}单元{r}",
        f"{rng.choice('ABCD')}座{r}室",
    )
    return rng.choice(forms)


def street(rng: Random) -> str:
    road = rng.choice(ROADS) + f"{rng.randint(1, 2000)}号"
    roll = rng.random()
    if roll < 0.3:
        return road
    if roll < 0.5:
        return road + door(rng)
    if roll < 0.8:
        return road + rng.choice(ESTATES) + door(rng)
    return (
        road
        + rng.choice(TOWERS)
        + rng.choice(
            [
                f"{rng.randint(2, 40)}层",
                f"{room(rng)}室",
                f"{rng.choice('ABC')}座{room(rng)}室",
                f"{rng.randint(2, 40)}楼",
            ]
        )
    )


def address(rng: Random) -> str:
    city, county = rng.choice(CITIES).split("|")
    roll = rng.random()
    if roll < 0.15:
        return (
            city
            + county
            + rng.choice(TOWNS)
            + rng.choice(VILLAGES)
            + rng.choice(
                [
                    f"{rng.randint(1, 12)}组",
                    f"{rng.randint(1, 300)}号",
                    f"{rng.randint(1, 9)}组{rng.randint(1, 99)}号",
                    "",
                ]
            )
        )
    if roll < 0.3:
        return city + county + rng.choice(ESTATES) + door(rng)
    if roll < 0.4 and "省" in city:
        city = city.split("省", 1)[1]
    if roll > 0.93:
        return (city + county).replace("市", "", 1) + street(rng)
    return city + county + street(rng)


def local(rng: Random) -> str:
    """An address that names no city."""
    county = rng.choice(CITIES).split("|")[1]
    estate = rng.choice(["阳光花园", "翠苑小区", "锦绣家园", "紫金花园", "学府雅苑", "东方明珠公寓"])
    return rng.choice([
        rng.choice(ROADS) + f"{rng.randint(1, 999)}号" + door(rng),
        county + street(rng),
        rng.choice(ROADS) + f"{rng.randint(1, 999)}弄{rng.randint(1, 60)}号{room(rng)}室",
        estate + door(rng),
    ])  # fmt: skip
