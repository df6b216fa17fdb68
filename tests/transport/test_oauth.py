"""Logging in with tokens: a real authority over TLS, a real Dovecot and an SMTP server that ask it (RFC 6749, RFC 7662)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from intake.errors import CertificateError, LoginError, TransportError, UnreachableError
from intake.settings import MailboxSettings, OAuth2Settings, Settings, WorkerSettings
from intake.transport.imap import ImapMailbox
from intake.transport.oauth import Tokens
from intake.transport.smtp import SmtpSender
from tests.servers import free_port
from tests.servers.certificates import Authority
from tests.servers.dovecot import USERS, Dovecot
from tests.servers.entra import Entra
from tests.servers.smtp import SmtpServer

MIGRATIE, TEAM = USERS
MAIL = b"From: migratie@vng.nl\r\nTo: a@gemeente.example\r\nSubject: x\r\n\r\nx\r\n"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Entra]:
    with Entra(tmp_path_factory.mktemp("entra")) as running:
        yield running


@pytest.fixture
def entra(authority: Entra) -> Entra:
    authority.seconds, authority.refusal, authority.admits = 3600, None, True
    authority.tokens.clear()
    authority.asked.clear()
    return authority


@pytest.fixture(scope="module")
def running(authority: Entra) -> Iterator[Dovecot]:
    if not Dovecot.is_installed():
        pytest.skip("dovecot is not installed; tests/servers/install.sh installs it")
    with Dovecot(introspection_url=authority.introspection_url) as server:
        yield server


@pytest.fixture
def smtp(entra: Entra, tmp_path: Path) -> Iterator[SmtpServer]:
    with SmtpServer(tmp_path / "smtp") as server:
        server.accepts_token = entra.is_good
        yield server


def boxes(
    imap: dict[str, Any], smtp: dict[str, Any], oauth2: dict[str, Any], *addresses: str
) -> list[MailboxSettings]:
    """Mailboxes as a configuration names them: each by its address alone, with one application for all."""
    login = {"auth": "oauth2", "oauth": "vng", "username": "", "password": ""}
    mailboxes = {
        name: {"address": name, "imap": imap | login, "smtp": smtp | login}
        for name in addresses or (MIGRATIE,)
    }
    return list(Settings(mailboxes=mailboxes, oauth2={"vng": oauth2}).mailboxes.values())  # type: ignore[arg-type]


def read(box: MailboxSettings) -> list[bytes]:
    with ImapMailbox("x", box, WorkerSettings()) as opened:
        return [one.data for batch in opened.fetch_above(0) for one in batch]


def test_one_token_opens_every_mailbox_that_the_application_may(entra: Entra, running: Dovecot) -> None:
    for user in USERS:
        running.wipe(user)
        running.append(user, [f"Subject: voor {user}\r\n\r\nx".encode()])
    imap = running.settings(MIGRATIE).model_dump()
    own, shared = boxes(imap, imap, entra.settings(client_secret="geheim-van-de-app"), MIGRATIE, TEAM)
    assert read(own) == [b"Subject: voor migratie@vng.nl\r\n\r\nx"]
    assert read(shared) == [b"Subject: voor ondersteuningsteamasiel@vng.nl\r\n\r\nx"]
    assert len(entra.asked) == 1


def test_a_token_that_was_revoked_is_replaced_at_once(entra: Entra, running: Dovecot) -> None:
    imap = running.settings(MIGRATIE, "starttls").model_dump()
    (box,) = boxes(imap, imap, entra.settings(timeout_seconds=11))
    read(box)
    entra.revoke()
    read(box)
    assert len(entra.asked) == 2


def test_a_token_that_the_mail_server_never_accepts_is_asked_once(entra: Entra, running: Dovecot) -> None:
    imap = running.settings(MIGRATIE).model_dump()
    (box,) = boxes(imap, imap, entra.settings(timeout_seconds=12))
    entra.admits = False
    with pytest.raises(LoginError, match=r"Give the application access to this mailbox.*Microsoft 365"):
        read(box)
    assert len(entra.asked) == 1


def test_a_server_without_xoauth2_is_named(entra: Entra, running: Dovecot) -> None:
    with Dovecot() as plain:
        imap = plain.settings(MIGRATIE).model_dump()
        (box,) = boxes(imap, imap, entra.settings())
        with pytest.raises(LoginError, match="offers no XOAUTH2"):
            read(box)


def test_answers_leave_with_a_token(entra: Entra, smtp: SmtpServer) -> None:
    server = smtp.settings().model_dump()
    (box,) = boxes(server, server, entra.settings(timeout_seconds=13))
    with SmtpSender(box) as sender:
        sender.send("", "a@gemeente.example", MAIL)
    entra.revoke()
    with SmtpSender(box) as sender:
        sender.send("", "a@gemeente.example", MAIL)
    assert [one.authenticated for one in smtp.received()] == [True, True]
    assert len(entra.asked) == 2


def test_a_login_that_ends_between_two_answers_is_renewed(entra: Entra, smtp: SmtpServer) -> None:
    server = smtp.settings().model_dump()
    (box,) = boxes(server, server, entra.settings(timeout_seconds=14))
    smtp.forgets = True
    with SmtpSender(box) as sender:
        sender.send("", "a@gemeente.example", MAIL)
        entra.revoke()
        sender.send("", "b@gemeente.example", MAIL)
    assert [one.recipients for one in smtp.received()] == [("a@gemeente.example",), ("b@gemeente.example",)]


def test_smtp_says_what_to_do_when_the_mailbox_is_closed(entra: Entra, smtp: SmtpServer) -> None:
    server = smtp.settings().model_dump()
    (box,) = boxes(server, server, entra.settings(timeout_seconds=15))
    smtp.accepts_token = lambda token: False
    with pytest.raises(LoginError, match="Give the application access"), SmtpSender(box):
        pass


def test_smtp_without_xoauth2_is_named(entra: Entra, tmp_path: Path) -> None:
    with SmtpServer(tmp_path / "plain") as plain:
        server = plain.settings().model_dump()
        (box,) = boxes(server, server, entra.settings())
        with pytest.raises(LoginError, match="offers no XOAUTH2"), SmtpSender(box):
            pass


def tokens(entra: Entra, **changes: Any) -> Tokens:
    return Tokens(OAuth2Settings.model_validate(entra.settings(**changes)))


@pytest.mark.parametrize(("seconds", "asked"), [(3600, 1), (200, 2)])
def test_a_token_is_kept_until_minutes_before_its_end(entra: Entra, seconds: int, asked: int) -> None:
    entra.seconds = seconds
    source = tokens(entra)
    assert (source.token().is_fresh, source.token().is_fresh) == (True, asked == 2)
    assert len(entra.asked) == asked


def test_a_certificate_is_as_good_as_a_secret(entra: Entra, tmp_path: Path) -> None:
    made = Authority(tmp_path).issue("app")
    both = tmp_path / "both.pem"
    both.write_bytes(made.certificate.read_bytes() + _rsa_key(tmp_path))
    source = tokens(entra, client_secret="", certificate_file=str(both))
    assert source.token().is_fresh
    assert "client_secret" not in entra.asked[0]


def _rsa_key(folder: Path) -> bytes:
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=2048).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def test_another_provider_is_found_by_its_issuer(entra: Entra) -> None:
    issuer = entra.settings()["authority"] + "/v2.0"
    assert tokens(entra, provider="oidc", authority=issuer).token().is_fresh


@pytest.mark.parametrize(
    ("changes", "kind", "said"),
    [
        ({"client_secret": "oud"}, LoginError, "AADSTS7000215, invalid_client.*client secret is wrong"),
        ({"scopes": ["https://x/.default"]}, LoginError, "Correct scopes"),
        ({"ca_file": ""}, CertificateError, "ca_file"),
        ({"authority": f"https://localhost:{free_port()}/t"}, UnreachableError, "We try again later"),
    ],
)
def test_trouble_says_what_to_do(
    entra: Entra, changes: dict[str, Any], kind: type[TransportError], said: str
) -> None:
    with pytest.raises(kind, match=said):
        tokens(entra, **changes).token()


def test_an_unknown_tenant_is_named(entra: Entra) -> None:
    wrong = entra.settings()["authority"].replace("tenant.example", "ander.example")
    with pytest.raises(LoginError, match="no such tenant"):
        tokens(entra, authority=wrong).token()


@pytest.mark.parametrize(
    ("status", "error", "description", "kind", "said"),
    [
        (
            401,
            "invalid_client",
            "AADSTS7000222: expired for app x",
            LoginError,
            "has expired. Make a new one",
        ),
        (400, "unauthorized_client", "AADSTS700016: not found", LoginError, "does not know client_id"),
        (400, "temporarily_unavailable", "", UnreachableError, "We try again later"),
        (503, "", "", UnreachableError, "We try again later"),
        (400, "iets_anders", "AADSTS123 van a@b.nl", LoginError, r"\(AADSTS123, iets_anders\): look up"),
    ],
)
def test_a_refusal_is_explained(
    entra: Entra, status: int, error: str, description: str, kind: type[TransportError], said: str
) -> None:
    entra.status, entra.refusal = status, {"error": error, "error_description": description}
    with pytest.raises(kind, match=said) as caught:
        tokens(entra).token()
    assert "@" not in str(caught.value)


def test_a_token_is_never_shown(entra: Entra) -> None:
    assert tokens(entra).token().value not in repr(tokens(entra).token())
