"""What a column holds by what it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhengan.masking import policy
from zhengan.masking.headers import kind_of_header, whose
from zhengan.masking.run import mask

CALLED = {
    "securities_account": "shareholder_code uniaccount 股东账户 上海股东账户 深圳股东账户 一码通账号 secu_acc "
    "证券账户（沪A） stock_accounts sh_a_account SZA_ACCT SZ_HOLDER",
    "fund_account": "ta_account AccountID account_no 资金账号 资产账号 fundAccount tradeAcco T1.FUND_ACCOUNT fund_accounts "
    "margin_account tradeAccount 资金账号_普通 资金账号_信用 TAAccountID taaccountid ta_acco",
    "bank_card": "开户行账号 银行账户 银行卡号 收款账号 bank_no cardNo bank_cards payee_account cardNumbers vc_bankacco "
    "DepositAcct BANK_ACCT_CODE",
    "resident_id": "公民身份号码 證件號碼 IdentifiedCardNo "
    "身份证 身份证号码 法定代表人身份证号 idNo ID_CARD cust_id_card id_nos 身份证明号码 身份证明文件号码",
    "mobile": "手机号 客户手机号 联系人电话 移动电话 mobile_no phoneNum customer_mobile_no tel phone2 user.phone mobiles "
    "phones mobilephone "
    "customerMobiles 手机号_备用 LINKTEL_NO mobiletelephone",
    "passport": "护照 护照号码 passportNo",
    "permit": "通行证号 回乡证号码",
    "futures_code": "交易编码 trading_code futures_account futu_account FutureAccount",
    "email": "email1 电子邮件 email_address 邮箱 电子邮箱 e_mail emails",
    "name": "first_name lastName given_name surname 姓 名 customerFirstName 姓名1 姓名* 【姓名】 姓名/名称 name1 指定下单人 "
    "姓名 姓名（中文） 客户名称 投资者名称 户名 法人 法定代表人 custName client_name contact "
    "names customerNames xm T.NAME t1.name data.name customer.name customers.name user.profile.name client_info.name "
    "employee.name "
    "客户.名称 客户基本信息.名称 姓名.1 name.1 account.name crm.customer.name cust_full_name CUST_FNAME "
    "ClientFullName InstReprName TransactorName trader_name 客户全称 被回访人",
    "address": "地址1 address2 户籍所在地 地址 联系地址 收件地址 家庭住址 home_address addresses 地址_新 住所 住所地 LINKADDR",
    "": "品名 域名 排名 first last 接口地址 回调地址 交割库地址 登录IP地址 用户名 lsh wtbh encrypted_mobile "
    "订单号 流水号 委托编号 orderNo 金额 资金账户余额 自营证券账户 客户号 客户编码 工号 员工编号 no id client_id 证券代码 "
    "证件类型 公司名称 stock_name event_name remote_addr ip_address IP地址 服务器地址 是否手机号 is_mobile sendEmail zip_code "
    "userName hotel 编号 签名 a stock.name stockInfo.name companies.name host.name logger.name file.name branch.name "
    "product.name "
    "fund.name app.name service.name department.name company.name organisation.name thread.name crm.stock.name 产品.名称 "
    "drawee.name "
    "parent_name client_source_name customer_type_name user_group_name client_host_name user_name USER_NAME handler_name2_id "
    "sj 起始地址 hash_addr 合约账户 bz_dz "
    "stock_names 名称 cell receiver holder 手机号_状态 资金账号_数量 orders statuses xmmc jj_xm",
}


NEWER = {
    "address": "dz lxdz zcdz regAddr reg_addr commAddr officeAddress 通讯地址及邮编 联系地址、邮编 现居住地",
    "name": "fddbr frdb frdbxm jbr jbrxm 法定代表人 授权代理人 sqdlr fzr", "mobile": "yddh jtdh lxrsj 联系电话及邮编",
    "bank_card": "第三方存管账户 第三方存管账号 存管账户", "fund_account": "衍生品合约账户 股票期权合约账户",
}  # fmt: skip


@pytest.mark.parametrize(("kind", "header"), [(kind, one) for kind, words in NEWER.items() for one in words.split()])
def test_abbreviations_and_accounts_at_others(kind: str, header: str) -> None:
    assert kind_of_header(header) == kind


@pytest.mark.parametrize(
    ("names", "called"),
    [
        ("code name price", ""), ("symbol name", ""), ("zqdm name zxj", ""), ("name zqmc", ""), ("name code", "name"),
        ("name price mobile", "name"), ("name symbol gender", "name"), ("name", "name"), ("name age price", "name"),
    ],
)  # fmt: skip
def test_a_name_beside_those_of_securities_is_nobodys(names: str, called: str) -> None:
    assert whose("name", names.split()) == called
    assert whose("name", names.split(), ["name"]) == "name" and whose("custName", names.split()) == "custName"


def test_names_of_securities_stay_in_every_table(tmp_path: Path) -> None:
    text = "code,name,price\n600519,贵州茅台,1500\n000333,Midea Group,60\n"
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text(text, encoding="utf-8")
    mask(source, target, policy.builtin())
    assert target.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(("kind", "header"), [(kind, one) for kind, words in CALLED.items() for one in words.split()])
def test_header(kind: str, header: str) -> None:
    assert kind_of_header(header) == kind


def test_a_number_is_known_by_its_header_alone(tmp_path: Path) -> None:
    source, target = tmp_path / "a.csv", tmp_path / "b.csv"
    source.write_text("上海股东账户,客户名称,bank_no\n0123456789,乜某,4400123456789012\n", encoding="utf-8")
    mask(source, target, policy.builtin())
    assert target.read_text(encoding="utf-8") == "上海股东账户,客户名称,bank_no\n01****6789,乜＊,440012******9012\n"
