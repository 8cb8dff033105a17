"""The relay's own door over a real socket: nobody comes in without TLS or a log-in where these are asked for."""

from __future__ import annotations

import smtplib
import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.connectors.mailrelay.test_relay import mail, relaying, shown
from tests.notices.sink import listening
from zhengan.cli.main import main
from zhengan.cli.relay import relay
from zhengan.connectors.mailrelay.door import Door, door, line, read_users
from zhengan.kit.problem import Problem

PASSWORD = "a-long-enough-pass"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "relay")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = serialization.PrivateFormat.PKCS8
    (folder / "key.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, private, serialization.NoEncryption()))
    return folder / "cert.pem", folder / "key.pem"


@pytest.fixture
def users(tmp_path: Path) -> Path:
    file = tmp_path / "users"
    file.write_text(f"# 计费系统\n{line('billing', PASSWORD)}\n\n{line('other@example.cn', PASSWORD + '2')}\n", "utf-8")
    return file


def trusting(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate[0]))


def test_mail_goes_through_after_starttls_and_not_before(tmp_path, certificate):
    with listening() as sink, relaying(sink.url, tmp_path, door=door(*certificate, None)) as run:
        with run.client() as client, pytest.raises(smtplib.SMTPSenderRefused) as refused:
            client.send_message(mail())
        assert refused.value.smtp_code == 530 and not sink.taken
        with run.client() as client:
            client.starttls(context=trusting(certificate))  # checks the name and who signed it
            assert client.sock.version() in ("TLSv1.2", "TLSv1.3")
            assert client.send_message(mail()) == {}
            client.send_message(mail("第二封\n"))
        assert [shown(one) for one in sink.taken] == ["手机138****5678\n.点\n..两点\n", "第二封\n"]


def test_old_tls_is_refused(tmp_path, certificate):
    with listening() as sink, relaying(sink.url, tmp_path, door=door(*certificate, None)) as run, run.client() as client:
        old = ssl._create_unverified_context()
        old.set_ciphers("DEFAULT:@SECLEVEL=0")
        with pytest.warns(DeprecationWarning):
            old.maximum_version = old.minimum_version = ssl.TLSVersion.TLSv1_1
        with pytest.raises((ssl.SSLError, OSError, smtplib.SMTPException)):
            client.starttls(context=old)


def test_a_log_in_is_asked_for_and_checked(tmp_path, certificate, users):
    with listening() as sink, relaying(sink.url, tmp_path, door=door(*certificate, users)) as run:
        with run.client() as client:
            client.ehlo()
            assert "auth" not in client.esmtp_features  # not offered in clear
        with run.client() as client:
            client.starttls(context=trusting(certificate))
            with pytest.raises(smtplib.SMTPSenderRefused) as refused:
                client.send_message(mail())
            assert refused.value.smtp_code == 530
        wrong = (("billing", "wrong-password-x"), ("nobody", PASSWORD), ("billing", PASSWORD + "2"), ("billing", ""))
        for name, password in wrong:
            with run.client() as client:
                client.starttls(context=trusting(certificate))
                with pytest.raises(smtplib.SMTPException):
                    client.login(name, password)
        assert not sink.taken
        for name, password in (("billing", PASSWORD), ("other@example.cn", PASSWORD + "2")):
            with run.client() as client:
                client.starttls(context=trusting(certificate))
                client.login(name, password)
                client.send_message(mail())
        assert len(sink.taken) == 2
    assert not any(PASSWORD in text for text in run.log)


def test_without_either_it_is_as_before(tmp_path):
    with listening() as sink, relaying(sink.url, tmp_path) as run, run.client() as client:
        client.ehlo()
        assert not client.has_extn("starttls") and not client.has_extn("auth")
        client.send_message(mail())
        assert len(sink.taken) == 1


def test_a_client_that_goes_away_ends_the_conversation_with_the_next_server_under_tls_too(tmp_path, certificate):
    with listening() as sink, relaying(sink.url, tmp_path, door=door(*certificate, None)) as run:
        client = run.client()
        client.starttls(context=trusting(certificate))
        client.ehlo()
        client.mail("a@example.cn")
        client.close()
        with run.client() as after:
            after.starttls(context=trusting(certificate))
            after.send_message(mail())
        assert len(sink.taken) == 1


def test_a_line_holds_no_password_and_no_two_are_alike() -> None:
    assert PASSWORD not in line("billing", PASSWORD) and line("billing", PASSWORD) != line("billing", PASSWORD)
    for name, password in (("", PASSWORD), ("a:b", PASSWORD), ("a\nb", PASSWORD), ("ok", "short")):
        with pytest.raises(Problem):
            line(name, password)


@pytest.mark.parametrize(
    ("text", "told"),
    [("", "没有用户"), ("# only\n", "没有用户"), ("billing:plain:x:y", "第 1 行"), ("a:scrypt:AAAA:AAAA", "第 1 行"),
     ("a:scrypt:!:!", "第 1 行"), ("\nbilling", "第 2 行")],
)  # fmt: skip
def test_a_file_of_users_that_is_wrong_says_where(tmp_path: Path, text: str, told: str) -> None:
    file = tmp_path / "users"
    file.write_text(text, "utf-8")
    with pytest.raises(Problem, match=told):
        read_users(file)
    twice = line("billing", PASSWORD)
    file.write_text(f"{twice}\n{twice}\n", "utf-8")
    with pytest.raises(Problem, match="第 2 行"):
        read_users(file)
    with pytest.raises(Problem, match="读不到"):
        read_users(tmp_path / "none")


def test_a_door_that_cannot_be_is_a_problem(tmp_path: Path, certificate: tuple[Path, Path], users: Path) -> None:
    assert door(None, None, None) == Door()
    with pytest.raises(Problem, match="没有证书"):
        door(None, None, users)
    with pytest.raises(Problem, match="没有证书"):
        door(None, certificate[1], None)
    with pytest.raises(Problem, match="不可用"):
        door(certificate[0], tmp_path / "none", None)
    (tmp_path / "bad.pem").write_text("not a certificate")
    with pytest.raises(Problem, match="不可用"):
        door(tmp_path / "bad.pem", certificate[1], None)
    with pytest.raises(Problem, match="不可用"):
        door(certificate[0], None, None)  # no key in it


def test_the_command_makes_a_line_that_opens_the_door(tmp_path: Path) -> None:
    done = CliRunner().invoke(relay, ["user", "billing"], input=f"{PASSWORD}\n{PASSWORD}\n")
    made = done.output.strip().splitlines()[-1]
    (tmp_path / "users").write_text(made, "utf-8")
    assert done.exit_code == 0 and list(read_users(tmp_path / "users")) == ["billing"] and PASSWORD not in done.output


def test_the_command_refuses_users_without_a_certificate(
    tmp_path: Path, users: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["mask", "relay", "--to", "smtp://127.0.0.1:25", "--users", str(users), "--spool", str(tmp_path / "spool")])
    assert ended.value.code == 2 and "没有证书" in capsys.readouterr().err and not (tmp_path / "spool").exists()
