"""Names of columns in Latin letters are the same however their words are joined."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zhengan.masking import policy, run
from zhengan.masking.headers import kind_of_header


@pytest.mark.parametrize(
    ("kind", "headers"),
    [
        ("resident_id", "idNo id_no ID_NUMBER idNum id-card idCardNo certNo cert_num"),
        ("mobile", "phone phoneNum phone_number MobileNo mobile_num cellPhone"),
        ("bank_card", "cardNo card_number bankCard bankCardNo"),
        ("fund_account", "fundAccount fund_account_no fundAcct fundAcctNo"),
        ("landline", "telephoneNo"),
        ("passport", "passportNo passport_number"),
        ("name", "custName realName REAL_NAME"),
        ("name", "C_CUSTNAME vc_custname T_CUST_NAME sCustName strCustName vc_clientname c_investorname c_holdername"),
        ("name", "vc_khxm C_XM l_custname en_custname n_linkman"),
        ("address", "homeAddress vc_address sAddress v_cust_address"),
        ("", "vc_name n_name s_name c_fullname strName vc_fundname c_stockname vc_productname c_bankname szUserName s_filename"),
        ("", "c_event_name c_eventname vc_ip_address vc_ipaddress vc_remote_addr n_address lAddress f_addr x_custname"),
        ("email", "e-mail eMail"),
        ("", "id card cert no num number contactNo nameNo orderNo creditCode smsCode cardNoX"),
    ],
)
def test_a_header_names_its_kind(kind: str, headers: str) -> None:
    assert {header: kind_of_header(header) for header in headers.split()} == dict.fromkeys(headers.split(), kind)


def test_numbers_under_such_keys_are_masked(tmp_path: Path) -> None:
    source, target = tmp_path / "a.ndjson", tmp_path / "out.ndjson"
    values = {"idNo": 110105199003071239, "cardNo": 6222020212345679, "phoneNum": 13812345678, "count": 13812345678}
    source.write_text(json.dumps(values) + "\n", "utf-8")
    done = run.mask(source, target, policy.builtin())
    assert {one["kind"] for one in done.columns.values()} == {"resident_id", "bank_card", "mobile"}
    assert json.loads(target.read_text("utf-8")) == {
        "idNo": "110***********1239", "cardNo": "622202******5679", "phoneNum": "138****5678", "count": 13812345678,
    }  # fmt: skip


def test_numbers_of_a_dump_are_too(tmp_path: Path) -> None:
    source, target = tmp_path / "a.sql", tmp_path / "out.sql"
    create = "-- MySQL dump\nCREATE TABLE `t` (\n  `id` int,\n  `phone_num` bigint\n);\n"
    source.write_text(f"{create}INSERT INTO `t` VALUES (1,13812345678);\n", "utf-8")
    run.mask(source, target, policy.builtin())
    assert "(1,'138****5678')" in target.read_text("utf-8")
