"""Names of persons: Chinese (a surname and one or two characters), with dots (买买提·艾力), and spelt (Zhang Wei).

A name proves itself by nothing, so it is found by what speaks for it (``plain.names``): its surname, the characters of
its given name, a word, a field or a title beside it. Where the institution knows its customers, ``NameList`` finds them all.
"""

from __future__ import annotations

from zhengan.masking.kinds.base import Case, Keep, Kind
from zhengan.masking.lexicon import FAMILY, GIVEN, doubles, is_han, latin, pinyin, surnames, transliterated

DOTS = "·•・‧"


def valid(value: str) -> bool:
    """Has the form of a name: its first part a surname with one to three characters behind, dotted parts, or spelt (a
    surname that is known, which may have a comma or a stroke behind, or a usual given name), or of characters with which
    names of other languages are written."""
    value = "".join(value.split()) if value and is_han(value[0]) else value
    if any(dot in value for dot in DOTS):
        parts = value.translate({ord(dot): "·" for dot in DOTS}).split("·")
        return all(part and all(map(is_han, part)) for part in parts)
    if all(map(is_han, value)):
        usual = 2 <= len(value) <= 4 and (value[0] in surnames() or value[:2] in doubles())
        return usual or (2 <= len(value) <= 8 and transliterated().issuperset(value))  # 阿迪力
    first, comma, second = value.partition("/" if "/" in value else ", ")
    if comma:
        known = first.lower() in pinyin() or latin().get(first.lower(), 0) & FAMILY
        return bool(known) and second.isascii() and second.isalpha()
    parts = [part.replace("'", "", 1).replace("-", "", 1) for part in value.split(" ")]
    if len(parts) == 3 and len(parts[1]) == 2:
        parts[1] = parts[1].removesuffix(".")  # an initial
    if not 2 <= len(parts) <= 3 or not all(p.isascii() and p.isalpha() for p in parts):
        return False
    return any(p.lower() in pinyin() or latin().get(p.lower(), 0) & GIVEN for p in parts)


def shown(value: str) -> int:
    """How many characters of a name the default mask keeps: the surname's two where it has two and more follow, else one;
    none where there are no more."""
    return 2 if len(value) > 2 and value[:2] in doubles() else int(len(value) > 1)


KIND = Kind(
    name="name",
    zh="姓名",
    en="name",
    form="姓氏加一至二字名；复姓；带间隔号的少数民族姓名；拼音姓名须有字段、称谓、落款、姓名或邮箱佐证",
    valid=valid,
    keep=Keep(1, 0),
    rank=12,
    source="姓氏：公安部全国姓名报告（2020、2021）的次序与百家姓；名字用字与提示词：通用知识",
    columns=("姓名", "客户姓名", "户名", "联系人", "经办人", "法定代表人", "name", "cust_name", "real_name", "contact",
             "khmc", "收款人名称", "指定下单人", "资金调拨人", "结算单确认人"),
    cases=(
        Case("买了华泰柏瑞，交银施罗德、海富通、光大保德信、浦银安盛、汇丰晋信；黄玉米，态度冷冰冰", (), "基金公司的简称"),
        Case("备注 李明 13812345678\n备注李明还款\n主题：张三丰先生", ("李明", "李明", "张三丰"), "备注、主题之后可能有人"),
        Case("备注：高度重视，方案已定\n主题：高端客户答谢会\n标题：江苏分公司周报", (), "也可能没有"),
        Case("甲方：金万达贸易有限公司，原告苏江商贸有限公司，周例会", (), "公司与会议"),
        Case("主体名称：焦昊，用客户迪丽努尔·阿布都拉登录，葛静撤回了一条消息", ("焦昊", "迪丽努尔·阿布都拉", "葛静")),
        Case("提名曾磊为独立董事，那个何强说要投诉，揣明亮来电，联系人芈明辉", ("曾磊", "何强", "揣明亮", "芈明辉"),
             "提名、那个之后，少见的姓"),
        Case("弘尚资产发布季报，景林稳健三年持有，凯丰宏观对冲，贝泰妮涨停，欧普康视跌5%，段落一：内容，揣测，那个方案", (),
             "管理人、上市公司与段落"),
        Case("高毅资产\n客户高毅资产不足\n李娜投资失误", ("高毅", "李娜"), "独占一行的是管理人"),
        Case('收件人扎西多吉，客户那仁图雅（蒙古族）来电，姓名“乌兰其其格”，<CustName>斯琴其木格</CustName>，{"name":"阿依古丽"}',
             ("扎西多吉", "那仁图雅", "乌兰其其格", "斯琴其木格", "阿依古丽"), "没有汉姓的姓名"),
        Case("王伟13812345678，13812345678李娜", ("王伟", "李娜"), "与号码连写"),
        Case("客户张伟到营业部办理业务", ("张伟",), "提示词之后"),
        Case("姓名：張偉，客戶陳大文先生來電，茲委任張志明為代理人，歐陽修遠", ("張偉", "陳大文", "張志明", "歐陽修遠"), "繁体"),
        Case("新同事吴峰浩（Fenghao Wu，英文名）入职，hereby appoint Tao Chai as agent. Notary: Hai Li",
             ("吴峰浩", "Fenghao Wu", "Tao Chai", "Hai Li"), "拼音姓名"),
        Case("項目小組將於明日提交，受惠於政策支持，请于明天上午前回复，提高保證金水平，寧德時代，祝商祺", (), "“於”“于”不是姓"),
        Case("高級經理馬上處理，黃金價格漲至三萬元，簡單說明，劉先生您好", (), "繁体的词与称呼"),
        Case("尊敬的欧阳修远先生：您好", ("欧阳修远",), "复姓，称谓之前"),
        Case('{"custName":"李娜","stockName":"金龙鱼"}', ("李娜",), "字段名"),
        Case("姓 名：张 三  性 别：男", ("张 三",), "表格中的空格"),
        Case("客户买买提·艾力来电", ("买买提·艾力",), "间隔号"),
        Case("联系人：Zhang Wei", ("Zhang Wei",), "拼音"),
        Case("张伟明天来，李强建议改期", ("张伟", "李强"), "名字之后的词不算在内"),
        Case("姓名：Sophie Laurent, Mr. David Anderson; agent Yifan Lin", ("Sophie Laurent", "David Anderson", "Yifan Lin"),
             "字样之后的英文名"),
        Case("Given names: GAO XINYI", ("GAO XINYI",), "护照上的写法"),
        Case("会计师魏琪刚，投顾邵辰：家属顾立代接，用户余华实名认证失败", ("魏琪刚", "邵辰", "顾立", "余华"),
             "称谓末字不是姓氏"),
        Case("购买金添利（代码688981）、金元宝货币、宁康宝1号、周周发理财，麻烦查一下", (), "理财产品"),
        Case("客户李娜理财到期，张金宝来电", ("李娜", "张金宝"), "不是产品"),
        Case("持仓：王府井、周大福、金龙鱼、高盛", (), "公司与产品"),
        Case("周一成功上线，任何单位不得泄露", (), "以姓氏开头的常用词"),
        Case("600859 王府井，(600519)", (), "证券代码旁"),
        Case("马钢股份与江铃汽车发布公告", (), "机构后缀"),
        Case("王经理、李总与姚先生参加了会议", (), "姓氏与称谓"),
        Case("中标金额300万元，80余家机构参与", (), "数量单位"),
        Case("客户经理应当全部完成", (), "动词"),
        Case("受托人：李宁有限公司，雷柏科技", (), "机构后缀之前的字不是名"),
        Case("甲方：郑州煤电，质权人：山西杏花村汾酒厂", (), "地名之后另有汉字"),
        Case("俄罗斯人喜爱儿童文学", (), "词中的姓氏"),
        Case("李子轩先生：您好", ("李子轩",), "以常用词开头，称谓之前"),
        Case("参会：张伟、于敏、常凯", ("张伟", "于敏", "常凯"), "名单中与前一人相连"),
        Case("客户扎西次仁、投资者努尔兰·哈山", ("扎西次仁", "努尔兰·哈山"), "藏族姓名；提示词不算在内"),
        Case("被告付桂荣证券交易合同纠纷，李明辉律师事务所", ("付桂荣",), "“证券交易”不是机构；律所不是人"),
        Case("位于上海，股东吴旭、分析师范家东", ("吴旭", "范家东"), "两词交叠处另起"),
        Case("客户何洋私下接受委托，免去胡斌副总经理职务", ("何洋", "胡斌"), "单字名之后的词"),
        Case("谁见过魏旭？账户被赵超冒用，邵洁一个人值守", ("魏旭", "赵超", "邵洁"), "没有提示词，前后文佐证"),
        Case("接班的是陈原野，替王和平请假；和平年代，原野一望无际", ("陈原野", "王和平"), "名字是常用词"),
        Case("房东李伟与会计建国事务所", ("李伟",), "称谓中的字不是姓氏"),
        Case("姓名：欧 阳 锋，司 马 景 林 同志", ("欧 阳 锋", "司 马 景 林"), "复姓中有空格"),
        Case("Dear Kevin Wu，请问 Wang Li <wl@example.com>，或李明 (Zhao Yifan)", ("Kevin Wu", "Wang Li", "李明", "Zhao Yifan"),
             "称呼之后、邮箱之前、姓名之后的拼音"),
        Case("Hello World, Hi Linda <b>", (), "称呼之后不是姓名"),
        Case("Please ask Emily Huang from Ops; Mr. Li Wei and Ms Cheung Tai agreed", ("Emily Huang", "Li Wei", "Cheung Tai"),
             "句中 ask、Mr. 等之后的拼音"),
        Case("Best regards,\n\nMa Xiaojun\nManager", ("Ma Xiaojun",), "信末落款"),
        Case("Made by Hong Kong Exchange, from He Nan, with Long Position", (), "地名、机构与英文词"),
        Case("【华泰证券】胡磊您好，投资者名称：熊建萱", ("胡磊", "熊建萱"), "短信签名之后"),
        Case("[上海证券]温蕾女士：您好", ("温蕾",), "短信签名之后，方括号"),
        Case("期货经纪合同纠纷，经纪人：好的；请问开户时留的号码", (), "“经纪”中的字不是姓"),
        Case("持有的江海一号，申购江海二号产品", (), "产品的序号"),
        Case("过出方金春梅，过入方卢军（继承）", ("金春梅", "卢军"), "非交易过户的双方"),
        Case("【证券】白云山", (), "字样说明后面是证券"),
        Case("Total\nLong Position", (), "上一行不是信末的话"),
        Case("协助陶二毛定位内存问题，事实有段梦安、常虎的笔录", ("陶二毛", "段梦安", "常虎"), "词或标点之前，可在此结束"),
        Case("唐诗、宋词、韩剧，黄灯表示预警，余留问题，同步建设关基、危化品", (), "标点之前的常用词"),
        Case("致电首席信息官吴瑾，兹有我部曹娟，在此向雷茜同志致谢；应王伟要求", ("吴瑾", "曹娟", "雷茜", "王伟"),
             "称谓、部门的末字与介词不是姓氏"),
        Case("请将退款汇至应秋菊账户，致向卫国一家；聘任王春华为合规总监，当事人：邵阳，女；现委托方冰办理",
             ("应秋菊", "向卫国", "王春华", "邵阳", "方冰"), "介词、机构、称谓只是凑巧"),
        Case("兹有我部客户应梅，女", ("应梅",), "“客户应”不是一词"),
        Case("On Mon, Chen Xiaodong <li.na@163.com> wrote", ("Chen Xiaodong",), "逗号之前不是姓"),
        Case("客户向红兵、应建国来电；我司司马明先生", ("向红兵", "应建国", "司马明"), "确是姓氏"),
        Case("资产托管部罗楠于12:10恢复，财富管理部盖水生于09:11恢复，李燕生于1970年，成立于2005年，高于3%",
             ("罗楠", "盖水生", "李燕"), "何时之前；部不是姓氏"),
        Case("营业部=华南 状态=1 分公司：华东 部门：“黄金”；部门：王伟，通知：全部", ("王伟",), "部门一栏填的是常用词"),
        Case("营业部运维工程师，增值税发票号，尊敬的金瑞源证券领导，被告：金瑞源证券有限公司", (), "词中的姓氏；证券公司的名称"),
        Case('"开户营业部":"武汉中南路证券营业部"，"营业部":"郑州经三路证券营业部"', (), "字段中以地名开头的机构"),
        Case("茲申請將股份轉移，申請人：肖雪惠，經紀", ("肖雪惠",), "繁体字样"),
        Case("与王莹一致；李文革、王采薇到场", ("王莹", "李文革", "王采薇"), "名后的词；是常用词的名字"),
        Case("麦麦提·图尔荪住在、巴特尔·孟和，阿迪力·吾守尔来电，买买提明·阿不都说：买买提·艾力和张伟明天来",
             ("麦麦提·图尔荪", "巴特尔·孟和", "阿迪力·吾守尔", "买买提明·阿不都", "买买提·艾力", "张伟"),
             "间隔号之后的词不算在内"),
        Case("时任基金经理加娜尔·达吾提利用，当日玛丽·史密斯", ("加娜尔·达吾提", "玛丽·史密斯"), "跨过边界的词不算在内"),
        Case("亚历山大·伊万诺夫（IVANOV ALEXANDER），迈克尔·奥康纳（Michael O'Connor）；胡宇轩（HU YUXUAN）",
             ("亚历山大·伊万诺夫", "IVANOV ALEXANDER", "迈克尔·奥康纳", "Michael O'Connor", "胡宇轩", "HU YUXUAN"),
             "全角括号中的拼写"),
        Case("英文名：WERNER THOMAS；姓名/Name Sofia Rossi；Contact RM Jing He, ok", ("WERNER THOMAS", "Sofia Rossi", "Jing He"),
             "外国人的名"),
        Case("姓名 叶金宝  YE MINYING\n持卡人 XU JUN", ("叶金宝", "YE MINYING", "XU JUN"), "证件、银行卡上的写法"),
        Case("[2023-05-16 14:10:43] Huang Zhaoyue: Hi\n[2023-05-16 14:11:08] XIAO JIAN: ok\n14:11:08 Wei, Yajing: ok",
             ("Huang Zhaoyue", "XIAO JIAN", "Wei, Yajing"), "聊天中说话的人"),
        Case("Author: Zhao, Xiaowei <zhaox@example.com>\nHi Wu, Zhenyu,\nHi Li, Can you", ("Zhao, Xiaowei", "Wu, Zhenyu"),
             "姓在前，有逗号"),
        Case("覃恒航,QIN HENGHANG,M70727913\nYUAN JUNHAN,EC9333533", ("覃恒航", "QIN HENGHANG", "YUAN JUNHAN"), "一格之中的拼音"),
        Case('ERROR Long Range: x, "NEW YORK",HE NAN,LONG CHANGE,LAN MODE, [INFO] Song Service: started, 6,LONG DATE,', (),
             "不是姓名的大写词"),
        Case("姓　　名：左　燕　　性　　别：女\n汪 光 耀\n总 经 理\n成 绩 单\n申 请 书", ("左　燕", "汪 光 耀"), "字间的空格"),
        Case("签证：Wang Qiang，Passport EJ6632094；境外董事Stefan Carter（护照号：PB8682191）；持证人Marcus Whitfield，国籍德国",
             ("Wang Qiang", "Stefan Carter", "Marcus Whitfield"), "证件之前的英文名"),
        Case("cust_name,passport\nClaire Thompson,PA8749556,AU\n| Marcus Henderson | 834498481 |\n"
             "|Sarah Okafor|加拿大|护照|AB784496|",
             ("Claire Thompson", "Marcus Henderson", "Sarah Okafor"), "证件号码旁边一格"),
        Case('I, Zhao Xinyi, holder of passport\nhit subject="Sarah Carter" doc_type=passport\n| Caller: Wu Jun |\n'
             "姓名（英文）：Liu Haifeng",
             ("Zhao Xinyi", "Sarah Carter", "Wu Jun", "Liu Haifeng"), "句中的证件、字段"),
        Case("Alert: LIU CHAO vs watchlist; CHEN, FANG vs watchlist\nSONG XIAOMING\nLUO, JIANGUO",
             ("LIU CHAO", "CHEN, FANG", "SONG XIAOMING", "LUO, JIANGUO"), "名单比对；独占一行的大写拼音"),
        Case("Morgan Stanley | 834498481\nGrace Period,20240101\nLong Yuan,600519\nHE NAN\nGUANG DONG\n"
             "Hong Kong passport, Passport Control",
             (), "公司、地名与英文词"),
        Case("B 金瑞信息 9，（金瑞信息，已回避），方正达系统集成，"
             "江安宁投资合伙企业，方圆达供应链有限公司，催金瑞信息报价，单位：金瑞信息",
             (), "单位的简称"),
        Case("客户张伟信息有误，核对李娜信息", ("张伟", "李娜"), "人的信息"),
        Case("注册资本伍仟万圆整，台籍客户，已报银行魏工、廖工，“上官路”“欧阳路”，马可波罗瓷砖", (), "大写金额、称呼与地名"),
        Case("员工沙国强于任职期间，被继承人鲁静勇于2021年7月5日死亡，张勇于2020年入职", ("沙国强", "鲁静勇", "张勇"),
             "三字名之后的“于”"),
        Case("依照第五十七条，金额高、方案好、程序对", (), "条文序号；以姓氏开头的常用词"),
        Case("Dear Marcus Feldmann,\nHey Jianguo Ding, my spouse ZHOU YU holds\n"
             "Oncall tonight: Xu Jie (ext 8012), backup Shuhui Xiao.",
             ("Marcus Feldmann", "Jianguo Ding", "ZHOU YU", "Xu Jie", "Shuhui Xiao"), "英文信件、值班中的姓名"),
        Case("Name: FAN, Shuhui\ncn: Qian Peng\n姓名 Emily R. Carter\n姓名 LINDQVIST, OLIVIA\n姓名[Sarah Rossi]电话",
             ("FAN, Shuhui", "Qian Peng", "Emily R. Carter", "LINDQVIST, OLIVIA", "Sarah Rossi"), "字段中的英文名、中间名缩写"),
        Case('1) Katrin Vogel, passport 379671725\n2) Jean-Luc Moreau, HK permit\n'
             '    oncall: "Zhao Wenjie +86-130"\nTks, Katrin Vogel',
             ("Katrin Vogel", "Jean-Luc Moreau", "Zhao Wenjie", "Katrin Vogel"), "列表、键名、落款"),
        Case("Guest list\nMichael Thompson (SWIFT ops)\nTao Wei\nheld by Lam Siu Fung and\nRegards,\n\nNatalie Kowalski",
             ("Michael Thompson", "Tao Wei", "Lam Siu Fung", "Natalie Kowalski"), "独占一行的姓名、香港拼法"),
        Case("Dear Investors,\nDear Sir,\nDear Summer Interns,\nHey Team, ok\nName: Main Gateway\nContact: Customer Service\n"
             "backup Server One\nName: Hong Kong\nHong Kong (HK)\nErnst Young\nMorgan Stanley (Asia)\nRegards,\nTrading Desk",
             (), "称呼与字段后不是人的词"),
        Case("姓名：位薇，出席：位振波、位宇；被执行人东方一艳诉讼案，东方洁：女，1972年生",
             ("位薇", "位振波", "位宇", "东方一艳", "东方洁"), "“位”“东方”作姓"),
        Case("本单位建立制度，一位建国时期的，会员号 4 位加客户号 8 位，排名第3位宏观，东方财富、东方航空，位于东方", (),
             "“位”“东方”不是姓"),
        Case("致：李文堂食品有限公司，乙方：方宏达电子商务有限公司，被申请人：陈长泰药业股份有限公司，马可商务咨询有限公司，"
             "历任金禾有限执行董事",
             (), "名称以有限公司等结尾的单位"),
        Case("张伟在李宁有限公司任职，委托人李明诉某某有限公司，客户王磊担任某某有限公司经理",
             ("张伟", "李明", "王磊"), "人与单位之间有词"),
        Case("新加坡籍华人，高铁票2张，后来对方微信拉黑，期间任信息技术部经理\n小李@申万：在吗", (), "词中的姓氏"),
        Case("摘要“付葛勇差旅费”，付林莉备用金；付兰峰来电；-- 查郝颖的身份证", ("葛勇", "林莉", "付兰峰", "郝颖"),
             "“付”“查”是动词"),
        Case("原预留人名章：「庄超印」，被告人冯秀伙同顾明斌，其配偶刘伟任监事，施　鹏 先生/女士 台鉴",
             ("庄超", "冯秀", "顾明斌", "刘伟", "施　鹏"), "印章、动词与称呼之前"),
        Case("0320 曾　瑾 机构业务部\n尚　娜　HT-2026-41587\n3　侯　斌　男\n１ 单 德 英 １５１４０２１９４２１",
             ("曾　瑾", "尚　娜", "侯　斌", "单 德 英"), "名单与识别结果中的空格"),
        Case("项　目 金　额\n成　交　量\n1 成 交 量 300\n单　位 方　式 单　价 任　务 余　额\n2 方 案 一 5", (),
             "字间有空格的表头"),
        Case("司机张师傅、会计主管李姐来电；培训通知：周五14:00；转发：黄金ETF；黄金：周一", (), "称呼、星期与产品"),
        Case("司机张伟师傅；收件人文明明，电话；中文名闫静英文名YANG HAITAO；2023-12-14 付宋峰咨询费",
             ("张伟", "文明明", "闫静", "YANG HAITAO", "宋峰"), "字样、词与动词之后"),
        Case("护照名: XIE, GUOHUA / ZHANG, LIJUAN\n命中筛查词 WU, CHUNYAN，相似\nSignature: HU YUTING\n"
             "Full name (as in passport): Jason Chan\n(@Li Zihan) culprit: Yang Junjie\nAffidavit of Thomas Kowalski",
             ("XIE, GUOHUA", "ZHANG, LIJUAN", "WU, CHUNYAN", "HU YUTING", "Jason Chan", "Li Zihan", "Yang Junjie",
              "Thomas Kowalski"),
             "姓在前的大写拼音，字段与文书"),
        Case("外国人永居：Andrew Lefebvre 911250195810137598", ("Andrew Lefebvre",), "其后是证件号码"),
        Case("LONG, CHANGE; HE, SHE; Bank of Shanghai, Bank of Hong Kong, city of New York, abc@Li Na, LONG, RANGE", (),
             "大写的词与地名"),
        Case("户名/账号/开户行：彭萍琳/4367\n厂商某某集团股份有限公司苏睿（159-9198-9657）\n父方思，母肖勇倩，\n洑轩蕾先生",
             ("彭萍琳", "苏睿", "方思", "肖勇倩", "洑轩蕾"), "并列的字样，公司名称之后，分组的手机号之前"),
        Case("祝杜女士生日快乐！祝方女士；祝枝山先生", ("祝枝山",), "“祝”是动词"),
        Case('ext. 6945（Jiang Ying）；wxid_a103223c(Tian Hongfei)\n"userName": "WU, Zecai"\nFAN, Minqing\nmy name is Luo Kun',
             ("Jiang Ying", "Tian Hongfei", "WU, Zecai", "FAN, Minqing", "Luo Kun"), "括号、字段与句中的拼音"),
        Case("行程单 SU HUIMIN / CA143\n3\tSusan Dubois\t甲\nElena Dubois，男，1965年\n；David Rossi（Hill Capital）\n"
             "Dongfang Xiuyun added a comment",
             ("SU HUIMIN", "Susan Dubois", "Elena Dubois", "David Rossi", "Dongfang Xiuyun"), "行程单、一格之中与工单"),
        Case("f(Long Change), (Hong Kong), (Ping An), \"Long Range\", |Hong Kong|, LONG DATE / X, MA ANSHAN / QIN HUANGDAO",
             (), "括号与格中的词和地名"),
        Case("出席：芮昊、陈林峥嵘\n客户\t张沈敬之\t6225\n委托人：刘徐浩然先生，原告陈杨思远与被告谢佳琪",
             ("芮昊", "陈林峥嵘", "张沈敬之", "刘徐浩然", "陈杨思远", "谢佳琪"), "父母两姓的四字名"),
        Case("客户王林建议改期，刘杨明天来，张林海平时在，李周平安银行", ("王林", "刘杨", "张林海"), "两字、三字名之后的词"),
        Case("参与人员：南岭期货 方全；博盈基金 曾玉梓、甘磊桂；汇信达证券 薛蕾飞\n申购基金 曾玉梓",
             ("方全", "曾玉梓", "甘磊桂", "薛蕾飞"), "机构简称之后"),
        Case("应发 1234，应发送到，高铁二等座，许可至 2026-08，简历发邮箱，马上发。\n周五前 口径，彭彤急电，我是邵薇哈我",
             ("彭彤", "邵薇"), "常用词"),
        Case("配售对象名称：费立凯自有资金投资账户；户名艾尼瓦尔·玉素甫不一致", ("费立凯", "艾尼瓦尔·玉素甫"), "名后的词"),
        Case('姓名：王均\n客户姓名：陈来，手机，{"custName":"何为"} 联系人：任正非；户名：张某，王均来电',
             ("王均", "陈来", "何为", "任正非"), "用字少见于人名，须是字样之后一格的全部"),
        Case("周氏兄弟有限公司与国盛嘉和投资有限公司；登录同花顺，采用蓝绿部署，黄皮书、季线；姓名字段长度不足", (),
             "公司名与常用词"),
        Case("供应商韦敏（电话17575983874），系梁晨之配偶；客户范俊填的是；客户曹斌敬赠；麦麦提敏·巴雅尔，我叫眭念慈，姓名：鍾志明",
             ("韦敏", "梁晨", "范俊", "曹斌", "麦麦提敏·巴雅尔", "眭念慈", "鍾志明"), "字样、亲属与落款"),
        Case("户名：张伟成长1号集合资产管理计划；投资者：林园投资21号私募证券投资基金；户名：王思远2期私募基金，黄金类资产", (),
             "基金与资管计划的名称"),
        Case("客户王芳购买3号理财产品，客户李娜咨询3号基金，基金经理张伟管理的3号私募基金；姓名：于海南，联系人于吉林市长",
             ("王芳", "李娜", "张伟", "于海南", "于吉林"), "名后的动词、助词与称谓"),
        Case('姓名 Name CATHERINE MORRISON，"enName":"ZHANG/JIAYI"，姓名：LI/NA', ("CATHERINE MORRISON", "ZHANG/JIAYI", "LI/NA"),
             "中英文并列的字样；护照上姓与名之间的斜线"),
        Case('姓名：阿迪力，客户姓名: 古丽娜尔 手机，{"custName":"卓玛"}，khxm=买买提\n联系人：热娜，投诉',
             ("阿迪力", "古丽娜尔", "卓玛", "买买提", "热娜"), "字样之后一格的全部，没有汉姓"),
        Case('{"name":"阿里"}，籍贯：西藏，姓名：拉萨，公司：特斯拉，客户：迪卡侬，fileName=卡西', (), "不是姓名的字样，地名"),
        Case("投诉人：那仁图雅；法定代表人：扎西多吉\nKHMC=阿木古楞 KHXM=王芳，khmc:热娜",
             ("那仁图雅", "扎西多吉", "阿木古楞", "王芳", "热娜"),
             "没有汉姓，其他姓名字样与柜台字段之后"),
        Case("乙方：阿里巴巴，品牌：特斯拉，供应商：西门子，产品：卡西欧", (), "不是姓名字样之后"),
        Case("通话记录：时长120秒，回访记录：安装成功，主持：王芳 记录：李娜，会议记录：张伟",
             ("王芳", "李娜", "张伟"), "记录的人，不是记录"),
        Case("调研人员：江海证券有限公司 龚淑珍；义乌农商银行股份有限公司 钱铁柱", ("龚淑珍", "钱铁柱"), "公司全称与空格之后"),
        Case("工作时间：周一至周五8:30-17:00，周三到周五；联系人：周一丹", ("周一丹",), "星期"),
        Case("产品名称：金元顺安沣楠\n{\"fundName\":\"凯丰宏观对冲\"} 基金简称：弘尚资产；客户名称：王芳",
             ("王芳",), "产品名称之中"),
        Case("本公司注册于上海，任金融科技部副总经理，基金经理张伟谈华安成长；客户任建国，谈敏来电", ("张伟", "任建国", "谈敏"),
             "引出地名、职务与话题"),
        Case("柜员将客户孙芳误录为董海燕；姓名艾力·肉孜不匹配，阿卜杜拉·买买提夫妇，被执行人郝小军民间借贷纠纷，客户马千里来电",
             ("孙芳", "董海燕", "艾力·肉孜", "阿卜杜拉·买买提", "郝小军", "马千里"), "名后的词"),
        Case("户名：普华永道中天会计师事务所；转发: 东方财富研报，转发：东方洁", ("东方洁",), "机构与复姓"),
        Case("Name: Xu Liang Nationality: JPN, Name: Xu Liang Wei", ("Xu Liang", "Xu Liang Wei"), "下一字段的名称"),
    ),
)
