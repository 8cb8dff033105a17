"""Templates: those looked at while the detectors were written, and those held back. ``{slot}`` is filled by the build."""

SEEN = """
客户{name}于{day}到营业部办理业务，身份证号{resident_id}，联系电话{mobile}。
尊敬的{name}先生：您好，您尾号{n4}的账户于{moment}发生一笔{amount}元的转账。
【某某证券】尊敬的{name}女士，您的资金账户{fund_account}已开通创业板权限，详询95588。
姓名：{name}　性别：男　身份证号：{resident_id}　住址：{address}
姓名:{name},手机:{mobile},邮箱:{email}
经查，{name}在任职期间利用他人账户买卖股票，涉案金额{amount}元，违反了《证券法》规定。
{moment} INFO [gateway-3] 委托成功 orderNo={order_number} custName={name} idNo={resident_id} amount={amount} cost=3ms
{moment} WARN [risk] user={fund_account_plain} ip={ip} traceId={hex32} 客户{name}的风险测评已过期
{moment} ERROR com.example.Foo: duplicate key '{snowflake}' for table t_cust_info, host={ip}:8080
INSERT INTO customer (id, name, id_no, mobile, addr) VALUES ({n4}, '{name}', '{resident_id}', '{mobile}', '{address}');
INSERT INTO `t_client` VALUES ('{snowflake}','{name}','{bank_card}','{email}'),('{snowflake}','{name}','{bank_card}','{email}');
{"customer":{"name":"{name}","idNo":"{resident_id}","contact":{"mobile":"{mobile}","address":"{address}"}},"ts":{epoch_ms},"traceId":"{uuid}"}
{"custName":"{name}","cardNo":"{bank_card}","amount":{amount_plain},"orderId":"{order_number}","stockName":"{company}"}
{n4},{name},{resident_id},{mobile},{address},{day}
{name}|{bank_card}|{mobile}|{amount_plain}|{day}
"{name}","{email}","{mobile}","{address}","普通客户"
客服：您好，请问怎么称呼您？\\n客户：我叫{name}，我想查一下银证转账为什么失败了。
坐席{name}接听：客户来电反映交易软件登录异常，已记录，回拨电话{mobile}。
老{company}那只票我昨天卖了，你把我身份证{resident_id}发给经理{name}就行。
您的验证码是{n6}，5分钟内有效。如非本人操作，请联系客户经理{name}（{mobile}）。
请{name}尽快处理，抄送{name}、{name}。
姓 名：{spaced}　身份证号：{resident_id}
客 户 姓 名 ： {spaced} 手 机 ： {mobile}
户名：{name} 账号：{bank_card} 开户行：{bank}
收款人：{name}，开户行：{bank}{place}支行，账号{bank_card}
投诉人{name}称，其于{day}通过{company}APP申购新股，未收到中签短信，要求赔偿{amount}元。
致：{company}\\n我是你公司客户{name}，资金账号：{fund_account}，现就账户被冻结一事投诉如下。
甲方：{name}\\n身份证号：{resident_id}\\n地址：{address}\\n联系电话：{landline}
合同编号{contract}，乙方代表{name}，签署日期{day}。
风险提示：{name}持有{company}{amount}股，占总股本的5.2%，存在平仓风险。
{day} 买入 {company} {stock} 数量 1000 价格 {price} 金额 {amount} 股东账号：{securities_account}
@{name} 麻烦看下生产环境的慢查询，工单号{order_number}
Hi {name}，please check the attachment，客户的护照号是 passport: {passport}
Customer Name: {latin}, Mobile: {mobile}
联系人：{latin}　电话：{landline}
汇款至{name}的账户{bank_card}
家住{address}的{name}反映，其账户被他人登录，登录IP为{ip}。
快递请寄到{local}，收件人{name}，电话{mobile}。
通讯地址：{address} 邮编：{n6}
户籍地址：{address}
参会人员：{name}、{name}、{name}、{name}
少数民族客户{dotted}，身份证号{resident_id}，开户资料已补齐。
持卡人{dotted}来电咨询
基金经理{name}自{day}起管理该基金，任职回报{price}%。
{company}（{stock}）董事长{name}、总经理{name}因涉嫌信息披露违规被立案调查。
证监局决定对{name}采取出具警示函的行政监管措施。
由{name}复核，{name}审批通过
员工{name}离职，权限于{day}回收，工号{n6}。
被告{name}，男，{n2}岁，汉族，住{address}。
张贴公告：{company}周一停牌，时间另行通知。
此致\\n敬礼\\n{name}\\n{day}
客户经理：{name}（执业编号S0{n6}）
紧急联系人 {name} 与本人关系：配偶 电话 {mobile}
<custName>{name}</custName><idNo>{resident_id}</idNo>
name={name}&mobile={mobile}&card={bank_card}
UPDATE acct SET cust_name='{name}', mobile='{mobile}' WHERE acct_id={snowflake};
15位旧身份证号：{old_id}
期货交易编码：{futures_code}，客户{name}
我司注册地址变更，统一社会信用代码{uscc}，联系人{name}，座机{landline}。
""".strip().split("\n")

HELD = """
兹证明{name}（身份证号码：{resident_id}）为我公司正式员工，任职于信息技术部。
{name}，您好！您的开户申请已通过审核，资金账号为{fund_account}，请妥善保管。
【交易提醒】{name}您好，您委托买入的{company}（{stock}）已全部成交，成交均价{price}元。
[{moment}] [INFO] [http-nio-8080-exec-{n2}] 用户登录成功, loginIp={ip}, userName={name}, phone={mobile}
{moment} DEBUG reqId={uuid} body={"clientName":"{name}","certNo":"{resident_id}","bankCard":"{bank_card}"} elapsed=37
REPLACE INTO crm_customer(cust_no,cust_nm,cert_no,home_addr) VALUES('{order_number}','{name}','{resident_id}','{address}');
COPY public.holder (id, holder_name, phone) FROM stdin;\\n{n4}\\t{name}\\t{mobile}\\n{n6}\\t{name}\\t{mobile}
{"data":[{"realName":"{name}","email":"{email}","addr":"{address}"},{"realName":"{name}","email":"{email}","addr":"{address}"}],"code":0,"ts":{epoch_ms}}
{"product":"{company}","qty":1000,"price":{price},"contact":"{name}","tel":"{landline}"}
{order_number}\\t{name}\\t{securities_account}\\t{company}\\t{amount_plain}
{n6},"{name}",{mobile},"{address}",正常,{amount_plain}
我：{name}在吗\\n对方：在的，身份证号{resident_id}，银行卡{bank_card}，帮我查下到账没有
通话记录：{moment} 呼入 {mobile}，客户{name}要求修改预留手机号，已引导其携带证件到{place}营业部办理。
客户来电，自称{name}，询问{company}分红何时到账。
昨日{name}到访，表示对融资融券业务感兴趣，建议{name}跟进。
关于{name}同志任职的通知：经董事会研究决定，聘任{name}为合规总监。
邮件主题：转发：{name}的离职交接\\n各位同事，{name}将于{day}离职，其工作由{name}接手。
签署人（签字）：{name}　　日期：{day}
投 资 者 姓 名 ： {spaced}
联系人: {spaced} 联系电话: {mobile}
领用人：{name}　部门：风险管理部　设备编号：{contract}
原告{name}诉被告{company}证券虚假陈述责任纠纷一案，{day}立案。
法定代表人：{name}，注册资本{amount}万元，统一社会信用代码：{uscc}
当事人：{name}，女，{n2}岁，时任{company}副总经理，住址：{address}。
处罚决定：对{name}给予警告，并处以{amount}元罚款；对{name}、{name}给予通报批评。
委托人{name}授权{name}代为办理股份转托管手续，受托人身份证{resident_id}。
今收到{name}交来保证金人民币{amount}元整。经手人：{name}
收货信息：{name} {mobile} {address}
寄件人 {name} {mobile} {local}
地址：{local}，联系人{name}
上门回访地址为{address}，客户不在家。
报案人称家中（{local}）电脑被植入木马。
现居住于{address}，户口已迁出。
办公地址：{address}；传真：{landline}
护照号码：{passport}，英文名：{latin}
Payee: {latin}  Account: {bank_card}
我行客户{dotted}（证件号{resident_id}）办理销户。
姓名：{dotted}
经{name}确认后，由{name}执行回滚，{name}负责通知下游系统。
@{name} @{name} 今晚22:00变更窗口，请准时参加
值班人员：{name}，值班电话：{landline}
本人{name}承诺上述信息真实有效，如有虚假愿承担法律责任。
受益人：{name}　关系：子女　身份证号：{resident_id}
转账附言：{name}货款，收款账号{bank_card}
select * from t_user where real_name = '{name}' and id_card = '{resident_id}';
<row><field name="cust_name">{name}</field><field name="mobile">{mobile}</field></row>
负责人{name}：{mobile}
研究员{name}给予{company}买入评级，目标价{price}元。
客户{name}资产{amount}元，风险等级C4，适当性匹配。
一码通：{yima}，股东姓名：{name}
原 户 名：{name}，现变更为：{name}
{name}夫妇共同持有{company}{amount}股。
""".strip().split("\n")

SEEN_PLAIN = """
{company}、{company}、{company}涨停，{company}跌停。
买入{company}，卖出{company}，持有{company}不动。
{company}({stock})今日收于{price}元，成交额{amount}万元。
{stock},{company},{price},{amount_plain}
{"stockName":"{company}","code":"{stock}","price":{price}}
INSERT INTO quote VALUES ('{stock}','{company}',{price},'{moment}');
{phrase}，{phrase}。
{phrase}；{phrase}；{phrase}。
{moment} INFO {phrase} cost={n4}ms id={snowflake} trace={hex32}
{place}地区的{phrase}，{place}市场表现平稳。
{place}证券交易所、{place}银行、{place}市发展和改革委员会联合发布公告。
从{place}到{place}的航班延误，{phrase}。
单号{order_number}，金额{amount}元，时间戳{epoch_ms}，版本v{version}，坐标{coordinates}。
sha256:{hex64} uuid={uuid} build={version}
{"fundName":"{company}优选混合","manager":"","scale":"{amount}亿元"}
状态：正常　类型：普通　单位：万元　项目：{company}
{place}{place}分公司{phrase}
统一社会信用代码：{uscc}
序号,项目,单位,金额\\n1,平均余额,万元,{amount_plain}\\n2,应付费用,元,{amount_plain}
""".strip().split("\n")

HELD_PLAIN = """
今日{company}领涨，{company}、{company}跟涨，{place}板块走弱。
重仓股：{company} {company} {company}
|{stock}|{company}|{price}|{amount_plain}|
{phrase}。{phrase}，{phrase}！
[{moment}] {phrase}, seq={snowflake}, hash={hex32}
{place}市{place}路演活动顺利举行，{phrase}
{place}期货、{place}证券、{place}农商行参与了本次应急演练。
字段说明：{term}、{term}、{term}、{term}
{"title":"{term}{term}","desc":"{phrase}","id":{snowflake}}
'{term}','{term}','{company}',{amount_plain}
{term},{term},{company},{amount_plain}
关注{company}，{term}低位时加仓；{company}暂时观望。
交易对手：{company}，开户行：{bank}
订单{order_number}已完成，流水{snowflake}，请求{uuid}
持仓明细：{company}{amount}股，{company}{amount}股
{term}：{term}\\n{term}：{term}
""".strip().split("\n")
