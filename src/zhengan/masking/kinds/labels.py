"""Words before a number that say what it is, and how far back they count.

A number of ten digits is a securities account after 股东代码 and nothing after 时间戳. The nearest label before the
value speaks, within ``WINDOW`` bytes, in the same line, clause and field; a number of four digits and more ends the
search. What a label writes with ``_`` may be written with a space or a hyphen too, or joined. A label against (an amount, an
order number) speaks only where nothing but filler stands between, so that 订单联系人 13812345678 stays a telephone number; so
does 账户 without a word that says which. A label that names only the market (SZ, 大商所), or 股东, speaks of ten
digits from 0 alone (an account of Shenzhen), or of twelve (a futures code).
"""

from __future__ import annotations

WINDOW = 48

ID, PHONE, CARD, SECURITIES, FUTURES, FUND, PASSPORT, PERMIT, MARKET, ACCOUNT, AMOUNT, NUMBER = range(1, 13)

WORDS: dict[int, str] = {
    ID: "身份证 证件号 证件编号 公民身份号 居民证 idcard id_card idno id_no cert_no certno id_number idnumber identity sfzh "
    "sfzhm zjhm sfz doc_no document_no paper_no id_num idnum cert_num cert_id certificate_no national_id citizen_id id_code "
    "身份證 證件號 證件編號 shenfenzheng shenfenzhenghao zhengjianhao zhengjianhaoma",
    PHONE: "对方号码 呼出号码 改打 改拨 拨打 拨入号码 拨出号码 外呼号码 去电号码 外显号码 呼叫号码 回拨号码 转接号码 接听号码 "
    "通话号码 本机号码 办公号码 预留号码 绑定号码 备用号码 常用号码 联络号码 联系号： 联系号: 外线： 外线: "
    "called_number calling_number dialed_number dialled_number dial_number "
    "撥打 改撥 預留號碼 綁定號碼 來電號碼 去電號碼 外呼號碼 呼入號碼 主叫號碼 被叫號碼 聯繫號碼 聯繫電話 "
    "手机 电话 联系方式 座机 固话 传真 宅电 新号 主叫 被叫 来电号码 呼入号码 回电号码 联系号码 联系： 联系: 直线： 直线: "
    "宅： 办公： 办公室： landline mobile phone telephone tel fax cellphone contact lxdh sjhm sjh yddh gddh tel_no mob msisdn "
    "call_out call_in caller callee caller_id caller_no callee_no called_no calling_no ani dnis 電話 手機 聯絡電話 聯絡方式 "
    "傳真 phonecode dianhua lianxidianhua shouji shoujihao guhua zuoji chuanzhen",
    CARD: "卡号 银行卡 储蓄卡 信用卡 借记卡 银行账号 银行账户 收款账号 收款账户 付款账号 付款账户 结算账号 结算账户 还款账户 "
    "还款账号 开户行账号 对方账号 对方账户 对方帐号 对手账号 对手账户 "
    "银行帐号 银行帐户 收款人账号 付款人账号 工资卡 yhzh yhkh yhkzh bank_acc bank_no bankno bank_account bank_acct "
    "bankcard bank_card cardno card_no card 銀行卡 卡號 銀行帳號 銀行賬號 銀行帳戶 銀行賬戶 yinhangka yinhangkahao kahao "
    "yinhangzhanghao yinhangzhanghu",
    SECURITIES: "shareholder_id stockholder_id "
    "深B 证券子账户 证券户 gdhm gdkh szgddm shgddm gddmsz gddmsh szgdh shgdh szgdzh shgdzh sza securities_no "
    "secu_no 股东账号 股东账户 股东代码 股东卡 股东卡号 股东帐号 股东帐户 股东号 证券账号 证券账户 证券帐户 证券帐号 一码通 "
    "一码通账户 一码通账号 沪A账户 深A账户 上海账户 深圳账户 沪A账号 深A账号 securities_account "
    "stock_account stockaccount stock_acct stock_accounts securities_accounts A股账户 B股账户 A股账号 B股账号 A股证券账户 "
    "holder_account holder_code holder_acct holder_acc unified_account secu_account secu_accounts secu_acct secu_acc stk_acct "
    "stk_acc stock_acc stk_account sec_acct sec_acc stockholder_acct trdacct stk_trdacct sh_account sz_account sh_acct "
    "sz_acct acode_account ymt_account csdc_account shareholder_no stockholder stock_holder secuid secu_id gddm gdzh gdh zqzh "
    "ymth ymtzh 深市账户 沪市账户 深市账号 沪市账号 深市股东 沪市股东 深A股东 沪A股东 深圳账号 上海账号 一码通号 一码通代码 "
    "深交所账户 上交所账户 sz_acc sh_acc sz_acco sh_acco sz_stock_account sh_stock_account sz_no sh_no sz_code sh_code ymt "
    "ymt_code ymt_no ymt_acct ymt_acc unified_code 股票账户 股票账号 深户 沪户 深股东 沪股东 一码通帐号 "
    "一码通帐户 security_account sec_account shareholder_account szse_account sse_account one_code_account 深市Ａ股账户 "
    "沪市Ａ股账户 深市Ａ股账号 沪市Ａ股账号 深圳Ａ股账户 上海Ａ股账户 沪市Ｂ股账户 深市Ｂ股账户 沪Ａ账户 深Ａ账户 "
    "沪Ａ账号 深Ａ账号 沪Ａ股账户 深Ａ股账户 "
    "證券帳戶 證券賬戶 證券帳號 證券賬號 股東帳號 股東賬號 股東帳戶 股東賬戶 股東代碼 股票帳戶 股票賬戶 "
    "一碼通 shareholder_code uniaccount 深基金账户 沪基金账户 深圳基金账户 上海基金账户 深市基金账户 沪市基金账户 场内基金账户 "
    "stock_account_sz stock_account_sh stock_acct_sz stock_acct_sh "
    "stk_account_sz stk_account_sh stk_acct_sz stk_acct_sh "
    "secu_account_sz secu_account_sh secu_acct_sz secu_acct_sh sec_acct_sz sec_acct_sh securities_account_sz "
    "securities_account_sh gudongdaima gudongzhanghao gudongzhanghu gudongkahao zhengquanzhanghao zhengquanzhanghu yimatong",
    FUTURES: "交易编码 期货编码 期货账号 期货交易编码 投机编码 套保编码 套利编码 客户编码 上期所编码 大商所编码 郑商所编码 "
    "中金所编码 广期所编码 能源中心编码 统一开户编码 交易編碼 trading_code tradingcode trading_codes futures_code clientid jybm "
    "jiaoyibianma",
    FUND: "客户号_client_id 客户号client_id 查询用户名 "
    "a/c account_content 投资者代码 投资者编号 投资者号 投资者ID 资金号 资金户 保证金户 交易户 基金户 fundno "
    "account_num acct_num acctnum account_number accountnumber investor_no asset_acct zjzhh xyzh xyzjzh khzh jyzh jjzh tazh "
    "资金账号 资金账户 资金帐号 资金帐户 资产账号 资产账户 保证金账号 保证金账户 客户账号 基金账号 基金账户 基金帐号 TA账号 "
    "TA账户 信用账号 信用账户 信用资金账号 信用资金账户 期权账号 期权账户 普通账户 普通账号 两融账户 两融账号 交易账号 "
    "交易账户 fund_account fundaccount fund_accounts fundaccounts fund_acct fundacct fund_no fund_acc fund_acco fundid "
    "fund_id investor_id trade_acco cuacct cuacct_code cust_acct capital_account capitalaccount capital_acct capacct "
    "asset_account assetaccount asset_acct zjzh khzjzh acct accts acct_no acctno acct_id acctid account_no accountno "
    "account_id accountid 資金帳號 資金賬號 資金帳戶 資金賬戶 資產帳號 資產賬號 資產帳戶 資產賬戶 保證金帳號 保證金賬號 "
    "保證金帳戶 保證金賬戶 基金帳號 基金賬號 基金帳戶 基金賬戶 交易帳號 交易賬號 交易帳戶 交易賬戶 客戶帳號 客戶賬號 "
    "ta_account ta_acct zijinzhanghao zijinzhanghu kehuzhanghao jiaoyizhanghao jijinzhanghao jijinzhanghu",
    PASSPORT: "护照 護照 passport passport_no hzhm hzh huzhao huzhaohao",
    PERMIT: "回乡证 通行证 台胞证 回鄉證 通行證 台胞證 臺胞證 permit permit_no txzh tbzh hxzh txz gatxz gatxzh gatxzhm "
    "tongxingzheng taibaozheng huixiangzheng",
    MARKET: "sz szse 深交所 深证 三板 北交所 股转 股东 套保 投机 套利 上期所 大商所 郑商所 中金所 广期所 能源中心 shfe dce "
    "沪A 深A 沪市 深市 沪B 沪Ａ 深Ａ 深圳A股 上海A股 深圳Ａ股 上海Ａ股 "
    "czce cffex gfex",
    ACCOUNT: "账号 账户 帐号 帐户 帳號 賬號 帳戶 賬戶 账号密码 账户密码 zh investor_account_id account accounts acc "
    "普通： 信用： 我的号 login_id",
    AMOUNT: "可用资金 可取资金 冻结资金 手续费 kyzj "
    "金额 余额 市值 总额 成交额 成交量 价格 数量 资产 净值 账户数 户数 总数 总量 次数 个数 笔数 条数 人数 行数 耗时 "
    "合计 份额 长度 字节 amount balance price qty volume total amt total_amt zje cjje kyje zsz market_value mkt_value "
    "elapsed elapsed_ms elapsed_us elapsed_ns duration bytes offset "
    "length count packets rows size",
    NUMBER: "注册号 注册登记号 委托序号 合同序号 申报序号 成交序号 报单编号 报单引用 wtxh clordid cl_ord_id orig_cl_ord_id "
    "lsh wtbh wth cjbh ddh jylsh 回单编号 "
    "订单 订单号 订单编号 流水 流水号 单号 序列号 时间戳 批次 批次号 合同号 合同编号 委托编号 委托号 发票号 工单 "
    "工单号 工单编号 申请编号 申请号 凭证号 业务编号 受理编号 受理号 申报编号 成交编号 快递单号 设备号 设备编号 批号 产品代码 "
    "证券代码 股票代码 基金代码 合约代码 产品编号 项目编号 项目号 会议号 会议编号 会议ID 票据号 票据编号 支票号 保单编号 "
    "录音编号 录音号 任务编号 任务号 案件编号 报告编号 指令编号 交易编号 交易号 成交号 席位号 工号 员工编号 档案编号 档案号 "
    "追踪号 跟踪号 条码 日期 版本 order order_no orderno order_id orderid serial serial_no trace trace_id traceid seq "
    "timestamp ts uuid msgid msg_id batch batch_no batchno request_id requestid txid txn version sn seqno seq_no trade_no "
    "trade_id deal_no entrust_no entrust_id bargain_no report_no report_seq ref_no refno reference invoice_no voucher_no "
    "tracking_no flow_no biz_no business_no merchant_no product_code prod_code stock_code fund_code case case_id case_no "
    "case_number ticket ticket_id ticket_no ticket_number 回单号 回执号 票号 案件号 条形码 商品编码 发票代码 取件码 消息ID "
    "备付金账号 备付金账户 备付金帐号 备付金帐户 备付金专户 专用账户 专用账号 专用证券账户 自营账户 自营账号 自营证券账户 "
    "请求号 请求ID 请求编号 日志编号 日志号 任务ID 商品编号 物料号 库存编码 构建号 设备ID 会话ID 交易ID 订单ID 物料编码 "
    "req_no req_id span_id contract_no waybill waybill_no device_id imei nonce product_id sku sku_id item_id goods_id "
    "session_id task_id job_id event_id record_id apply_serial serialno order_sys_id orderref order_ref pid tid",
}
AGAINST = (AMOUNT, NUMBER)
LABELS: tuple[tuple[bytes, int], ...] = tuple(dict.fromkeys(
    (spelt.encode().lower(), kind)  # ASCII alone: Ａ stays Ａ
    for kind, words in WORDS.items() for word in words.split() for spelt in (word, word.replace("_", ""))
))  # fmt: skip

STOPS = tuple(text.encode() for text in ("\n", "\r", ",", "，", ";", "；", "。", "|", "、"))
FILLER = tuple(text.encode() for text in "号码编號碼編为是分别：（＝“”【】「」\u3000｜→‘’《》［］—－＿．︰﹕＊系即")

# In brackets behind what is an amount, what it counts in: 成交额（元）：13812345678; the longest first.
IN_UNITS = tuple(text.encode() for text in (
    "单位：万元", "单位:万元", "人民币万元", "单位：元", "单位:元", "人民币元", "人民币", "万元", "亿元", "万股", "万份", "万手",
    "元", "股", "份", "手", "笔",
))  # fmt: skip
OPENED, CLOSED = (b"(", "（".encode()), (b")", "）".encode())

# Numbers in a row: what joins them, what joins only those of one length, what may stand against them; bytes of a note in
# brackets behind one, and from the last of them to the first.
JOINERS = tuple(text.encode() for text in (
    "、", "/", "／", "以及", "和", "与", "及", "或", "”", "and", "or",
    "变更为", "变更成", "更改为", "修改为", "改为", "改成", "换成", "更换为", "调整为", "更正为", "→", "->", "至", "到",
))  # fmt: skip
WEAK_JOINERS = tuple(text.encode() for text in ("，", ",", "；", ";"))
OPENING = tuple(text.encode() for text in (" ", '"', "'", "“", "‘"))
CLOSING = tuple(text.encode() for text in (" ", '"', "'", "”", "’"))
NOTE, FURTHEST = 30, 960
# What stands between the sort of a document and the label of its number: 证件类型：台胞证；证件号码：12345678.
PARTING = tuple(text.encode() for text in (
    " ", ",", "，", ";", "；", "|", "、", "/", "\t", "\u3000", '"', "'", ":", "：", "）", ")", "\n", "\r",
))  # fmt: skip

# In a line of boxes the one with a tick says the sort of the document: □ 身份证 ☑ 台胞证 □ 护照.
EMPTY = tuple(text.encode() for text in ("□", "☐"))
TICKED = tuple(text.encode() for text in ("☑", "☒", "■", "√", "✓", "✔"))
# What may stand between a comma and a number whose sort of document the clause before says: 护照由其保管，号码D12345678.
REFERRING = tuple(text.encode() for text in (
    "号码", "证号", "证件号码", "编号", "number", "no", "No", "号", "为", "是", "：", ":", " ",
))  # fmt: skip

# What a document is called behind its number: 持PA0513775号外国护照.
NUMBERED = "号".encode()

# What it is called in a line of its own under the title of the document: 台湾居民来往大陆通行证⏎号码 12345678; so may a
# number to call be.
BARE = tuple(text.encode() for text in ("号码", "证号", "編號", "號碼", "NO.", "No.", "NO", "No"))
BEHIND_BARE = tuple(text.encode() for text in ("：", ":", " ", "\u3000"))

# What a document's number is called where a sort of document was named before; and what stands between.
PAPERS = tuple(text.encode() for text in ("证号", "证件号码", "证件号"))
BEHIND_PAPERS = tuple(text.encode() for text in ("：", ":", " ", "为", "是"))

# Between a fixed line and its extension.
TURNS = tuple(text.encode() for text in ("转分机", "转", "分机"))

# Right before a fixed line in one piece: what is done with it, and the offices that answer it; and what may stand between.
CALLING = tuple(text.encode() for text in (
    "致电", "拨打", "请拨", "来电", "回电", "回拨", "去电", "拨通", "呼叫", "联系", "咨询", "转接", "热线", "总机",
    "营业部", "运营部", "客服部", "服务部", "服务台", "值班室", "办公室", "分公司", "总部", "前台", "柜台", "客服",
    "（办）", "（宅）", "（家）", "（办公）", "（住宅）", "(办)", "(宅)", "(家)", "(O)", "(H)",
))  # fmt: skip
CALLED_BY = tuple(text.encode() for text in (" ", "\u3000", ":", "：", "，", "至", "到", "给", "为", "是"))
# Before the name of who answers it: 联系人包莹 02123456789; and what ends no name.
CALLERS = tuple(text.encode() for text in "人员户理师任长者")
NO_NAMES = tuple(text.encode() for text in "号码户额数单量价值位项目期类型行次本")
# Between it and the number before it: 13812345678 / 02123456789.
BESIDE_LINE = tuple(text.encode() for text in ("/", "／", "、", ",", "，", ";", "；", "|", "或", "和", "及", "转"))
# Between fixed lines of one area code, which only the first has: 010-62345678、62345679.
GOING_ON = tuple(text.encode() for text in ("、", "/", "／", "或"))
# What makes a futures code of twelve figures that look like a fixed line.
EXCHANGES = tuple(text.encode() for text in (
    "交易编码", "客户编码", "商所", "期所", "金所", "能源中心", "SHFE", "DCE", "CZCE", "CFFEX", "GFEX",
))  # fmt: skip

# A label behind its number: 88012345这个资金账号; after the second sort nothing more of a sentence may follow.
POINTING = tuple(text.encode() for text in ("这个", "那个", "该", "此"))
NAMING = tuple(text.encode() for text in ("（", "(", "是", "为", "系", "即"))
WHOSE = tuple(text.encode() for text in ("我", "的", "其", "他", "她", "您", "你", " "))
ENDS = tuple(text.encode() for text in ("，", "。", "；", "）", "、", "”"))

# What begins a remark behind a number: '88012345' /* fund_account */.
REMARKS = (b"/*", b"--", b"#", b"//")
# What names the key in which a database has a value already, and what ends the name of one, which says nothing.
OF_KEYS = (b"' for key '", b"' for key ")
KEY_ENDS = (b"_UNIQUE", b"_unique", b"_idx", b"_key", b"_uk")
# The ends of labels that never count anything: 88012345 资金账号 is no number of accounts.
IDENTIFYING = tuple(text.encode() for text in ("号", "码"))

# The key of a value whose name is the value before it: {"name": "fund_account", "value": "88012345"}; the longest first.
VALUE_KEYS = (
    b"new_value", b"old_value", b"newValue", b"oldValue", b"content", b"before", b"value", b"words", b"after", b"text", b"data",
    b"number", b"val", b"old", b"new", b"num", b"no", b"v",
)  # fmt: skip

# Whose account a number in brackets behind a name is: 客户张三（88012345）, 客户A（88012345）. Names begin with a frequent
# surname and with none of the words that look so: 客户周期.
OWNERS = tuple(text.encode() for text in (
    "客户", "客户名称", "客户姓名", "投资者", "投资人", "持有人", "开户人", "委托人", "户名", "户主",
))  # fmt: skip
SURNAMES = tuple(text.encode() for text in (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁卢姚沈钟姜崔谭陆范汪廖"
    "石金韦贾夏方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵覃武钱戴莫孔汤岳万常倪严牛温芦俞章鲁葛伍申尤毕聂丛焦柳邢齐梅庄辛祝左"
    "涂祁舒耿牟詹苗凌费纪靳盛童欧甄项曲游裴席屈鲍霍翁隋甘景单柏宁柯阮桂闵柴冉饶刁瞿戚滕邬臧宫缪娄"
    "付任施易洪尚康佟庞栾窦翟蒲蔺赖骆樊殷颜简鄢卞阎褚虞荀苟迟艾萧傅仇蓝卓谌闻鞠敖匡岑冼邝嵇冀苌晏茹胥桑符屠荆穆狄茅谈麻宗"
    "井丰巫谷班厉蒙乔苍边燕慕巩岩喻奚郎禹季贲杭吉钮邰莘苑辜漆安文兰关張劉陳楊趙吳孫羅鄭謝許韓鄧馮蕭蔣呂盧陸譚賈鄒閻賀龔黃"
    "葉蘇龐錢湯顏聶歐畢簡饒鮑賴齊"
))  # fmt: skip
NO_PERSONS = tuple(text.encode() for text in (
    "高级", "高管", "高端", "高净", "高风", "马上", "何时", "许可", "程序", "程度", "余额", "余股", "金额", "金融",
    "方面", "方案", "方式", "白名", "周期", "周转", "周报", "顾问", "黄金", "陆续", "段落", "石油", "江苏", "贺卡",
    "毛利", "钱款", "史料", "万元", "常用", "常见", "严重", "温馨", "单位", "单一", "单个", "单笔", "纪要", "费用", "费率",
    "项目", "曲线", "左右", "景气", "宁波", "申请", "申购", "申报", "章节", "章程", "齐全", "辛苦", "席位",
    "付款", "付费", "付清", "付息", "付出", "任务", "任意", "任何", "任一", "任职", "施工", "易方", "尚未", "尚有",
    "康复", "简称", "简介", "简历", "简单", "简要", "颜色", "迟延", "蓝筹", "符合", "谈话", "麻烦", "丰富", "班级",
    "边界", "燕郊", "季度", "吉利", "吉林", "安全", "安装", "安排", "安徽", "文件", "文本", "文档", "文化", "文字",
    "兰州", "关系", "关联", "关注", "关闭", "关于", "杭州", "荆州",
))  # fmt: skip
LETTERED = tuple(text.encode() for text in "甲乙丙丁某")  # and a capital
HONOURS = tuple(text.encode() for text in ("先生", "女士", "小姐"))
BEFORE_NAMES = tuple(text.encode() for text in ("：", ":", " "))
# What a customer does or has, right behind the number of his account: 客户80012345报单; and what may stand around the number.
DOES = tuple(text.encode() for text in (
    "报单", "撤单", "下单", "挂单", "追单", "委托", "成交", "登录", "登陆", "登出", "入金", "出金", "开仓", "平仓", "持仓",
    "强平", "追保", "穿仓", "爆仓", "买入", "卖出", "申购", "赎回", "行权", "保证金", "风险度", "权益",
))  # fmt: skip
BEFORE_ACTING = (*BEFORE_NAMES, *(text.encode() for text in ("[", "【", "(", "（")))
BEHIND_ACTING = tuple(text.encode() for text in (" ", "]", "】", ")", "）"))
MASKS = tuple(text.encode() for text in ("＊", "*"))

# What a line asks with whose answer is the next, after who speaks: 请提供您的资金账号⏎客户：88012345; and what ends no speaker.
ASKING = tuple(text.encode() for text in (
    "请", "您", "你", "？", "?", "吗", "麻烦", "报一下", "发我", "告诉", "给我", "发一下", "发下", "多少",
))  # fmt: skip
OF_IT = tuple(text.encode() for text in (  # 您的资金账号里有多少钱
    "有", "里", "余", "钱", "几", "时", "年", "天", "转", "取", "存", "入金", "出金",
))  # fmt: skip
NO_SPEAKER = tuple(text.encode() for text in "号码额数价量")
# What may stand between who answers and the number, the longest first: 客户：记得是88012345.
ANSWERING = tuple(text.encode() for text in (
    "我记得是", "记得是", "好像是", "应该是", "大概是", "我的是", "号码是", "账号是", "编码是", "就是", "是",
))  # fmt: skip

# Messages of FIX and STEP: how they begin, what stands between fields, the tags of accounts and of parties, roles of investors.
BEGIN = (b"8=FIX", b"8=STEP")
BETWEEN = (b"\x01", b"|", b"^A", b"\\x01", b"\\u0001", b";")
TAGS = (b"1=", b"448=")
# Those of orders, of executions and of how many: they hold nobody's number.
OTHER_TAGS = tuple(f"{tag}=".encode() for tag in (11, 14, 17, 19, 31, 32, 34, 37, 38, 41, 44, 151, 198, 526))
INVESTORS = (b"24", b"3", b"5")

# The fields of a mail whose numbers in < > have the form of an address and are nobody's box.
NO_BOXES = (b"message-id", b"in-reply-to", b"references", b"content-id")
# Before 账号 (and a bracket) these say that it is a firm's at its bank: 某某投资（有限合伙） 账号102273075700.
FIRMS = tuple(text.encode() for text in ("公司", "企业", "银行", "支行", "分行", "合伙"))
# How labels of accounts end: a number after 证券账号 that is none of Shenzhen is the broker's.
BROKERS = tuple(text.encode() for text in ("户", "号"))
# Labels of futures codes behind which no client's part of one stands by itself.
NO_PARTS = tuple(text.encode() for text in ("客户编码", "id", "ID", "Id"))
# The fields of futures counters that hold a number of a client, and of who has logged in.
CLIENT_FIELD, USER_FIELD = (b"ClientID",), (b"UserID", "客户代码".encode(), "客户号".encode())
# Names of the interface of futures counters (CTP), and words of theirs, which say what these are beside them.
COUNTER_MARKS = (
    b"InvestorID", b"BrokerID", b"ExchangeID", b"InstrumentID", b"TradingDay", b"OnRsp", b"OnRtn", b"OnErrRtn", b"ReqOrder",
    b"ReqQry", b"ReqUser", b"CThostFtdc", b"CTP", *(text.encode() for text in ("交易编码", "开平", "投机套保", "强平")),
)  # fmt: skip
# Between a label and its number, so that even what looks like a date is one: 账号：20240105.
ASSIGNING = tuple(text.encode() for text in (":", "=", "：", "＝"))
# Before an account of Shenzhen, beside that of Shanghai or alone: 沪A123456789 深0123456789; and what may stand between.
SHENZHEN = tuple(text.encode() for text in ("深", "深圳", "深市", "深证"))
# What may begin right behind a number: 13812345678wx同号, Tel:13812345678Fax:010-12345678; V信 is an app to talk with.
BEGUN = (
    b"wx", b"vx", b"qq", b"weixin", b"wechat", b"fax", b"tel", b"phone", b"mobile", b"mob", b"email", b"mail", b"name", b"addr",
    b"address",
)  # fmt: skip
CHAT = "v信".encode()
# Before the letter of shares, behind which an account's own letter may stand: 沪AA123456789.
BOARDS = tuple(text.encode() for text in "沪深")
# In brackets behind one: 0123456789（深圳）.
IN_BRACKETS = tuple(text.encode() for text in ("深", "SZ", "sz"))
BEHIND_SHENZHEN = tuple(text.encode() for text in ("：", ":", " ", "\u3000", "）", ")", "的"))

# Tables: bytes from a row up to its header, and of a line to either side of a number.
TABLE, ROW = 8192, 512
TAIL = tuple(text.encode() for text in "如下列表名单清及其）、必选填多少吗呢？")

# What follows an amount, and what stands before one.
UNITS = tuple(text.encode() for text in (
    "元", "万", "亿", "美元", "港元", "港币", "欧元", "日元", "人民币", "股", "份", "笔", "毫秒", "秒", "字节", "％", "%",
    "CNY", "RMB", "USD", "HKD", "ns", "bytes", "Bytes", "KB", "MB",
))  # fmt: skip
# Words that only begin like a unit: 资金账号=88012345 股东代码=0123456789.
NO_UNITS = tuple(text.encode() for text in (
    "股东", "股票", "股权", "份额", "笔数", "万科", "万华", "万达", "亿纬", "元月", "元旦",
))  # fmt: skip
# Before a figure these are another number's: 资金账号88012345人民币500元.
CURRENCIES = tuple(text.encode() for text in ("人民币", "港币", "CNY", "RMB", "USD", "HKD"))
# Units of what is counted, and what makes another word of them: 户主, 个人.
COUNTS = tuple(text.encode() for text in ("户", "个", "次", "条", "微秒", "纳秒"))
NO_COUNTS = tuple(text.encode() for text in ("户主", "户名", "户口", "户籍", "个人", "个体", "次日", "条款", "条例"))
# Behind these a number is a day: 账户于20250603.
SINCE = tuple(text.encode() for text in "于在至从自到")
SIGNS = tuple(text.encode() for text in ("¥", "￥", "$", "＄"))

# Words that may stand before a number without anything between: TEL13812345678.
ATTACHED = (b"tel", b"phone", b"mobile", b"mob", b"id", b"idcard", b"card", b"sfz", b"sz", b"ni", b"vip", b"vx", b"wx",
            b"weixin", b"wechat", b"cell")  # fmt: skip # ni: on tickets
