"""Settings: where each value comes from, and faults that say where and what to do."""

from pathlib import Path

import pytest

from intake.errors import ConfigurationError
from intake.settings import ServerSettings, Settings, is_loopback, load_settings

GOOD = """
[database]
url = "sqlite:///post.db"

[worker]
poll_seconds = 60

[mailboxes.migratie]
address = "migratie@vng.nl"

[mailboxes.migratie.imap]
host = "imap.example.nl"
port = 993
username = "migratie@vng.nl"
password = "diep-geheim"

[mailboxes.migratie.smtp]
host = "smtp.example.nl"
port = 587
security = "starttls"
username = "migratie@vng.nl"
password = "ook-geheim"

[trust]
authserv_ids = ["mx.vng.nl"]
"""


@pytest.fixture(autouse=True)
def _no_settings_in_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("INTAKE_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)


def write(folder: Path, text: str = GOOD, name: str = "intake.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def fault(path: Path | None) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(path)
    return str(caught.value)


def line_of(text: str, wanted: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), 1) if wanted in line)


def test_reads_the_file_and_fills_in_the_rest(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path))
    mailbox = settings.mailboxes["migratie"]
    assert settings.database.url == "sqlite:///post.db"
    assert (mailbox.imap.host, mailbox.imap.port, mailbox.imap.security) == ("imap.example.nl", 993, "tls")
    assert (mailbox.folder, mailbox.processed_folder) == ("INBOX", "")
    assert settings.worker.batch_bytes == 20_000_000
    assert settings.trust.authserv_ids == ("mx.vng.nl",)
    assert settings.acknowledge.quote_extraction == "confident"


def test_the_environment_overrules_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_MAILBOXES__MIGRATIE__IMAP__PASSWORD", "0123")
    monkeypatch.setenv("INTAKE_WORKER__POLL_SECONDS", "5")
    monkeypatch.setenv("INTAKE_TRUST__AUTHSERV_IDS", '["a.nl", "b.nl"]')
    settings = load_settings(write(tmp_path))
    assert settings.mailboxes["migratie"].imap.password == "0123"
    assert settings.mailboxes["migratie"].imap.host == "imap.example.nl"
    assert settings.worker.poll_seconds == 5
    assert settings.trust.authserv_ids == ("a.nl", "b.nl")


def test_the_environment_alone_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_DATABASE__URL", "sqlite:///x.db")
    assert load_settings(None).database.url == "sqlite:///x.db"


def test_without_a_path_the_usual_file_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "intake.toml: there is no such file" in fault(None)
    write(tmp_path)
    assert load_settings().database.url == "sqlite:///post.db"
    monkeypatch.setenv("INTAKE_CONFIG", str(write(tmp_path, '[database]\nurl = "sqlite:///a.db"', "b.toml")))
    assert load_settings().database.url == "sqlite:///a.db"


def test_settings_made_in_code_do_not_see_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_DATABASE__URL", "sqlite:///elders.db")
    assert Settings().database.url == "sqlite:///var/intake.db"


def test_a_secret_from_a_file_beside_the_configuration(tmp_path: Path) -> None:
    (tmp_path / "wachtwoord").write_text("spatie aan het eind \n", encoding="utf-8")
    text = GOOD.replace('password = "diep-geheim"', 'password_file = "wachtwoord"')
    assert load_settings(write(tmp_path, text)).mailboxes["migratie"].imap.password == "spatie aan het eind "


def test_a_secret_file_in_the_environment_beats_the_secret_in_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "w").write_text("uit bestand", encoding="utf-8")
    monkeypatch.setenv("INTAKE_MAILBOXES__MIGRATIE__IMAP__PASSWORD_FILE", str(tmp_path / "w"))
    assert load_settings(write(tmp_path)).mailboxes["migratie"].imap.password == "uit bestand"


def test_a_database_url_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "url").write_text("postgresql+psycopg://a:b@localhost/c\n", encoding="utf-8")
    settings = load_settings(write(tmp_path, '[database]\nurl_file = "url"'))
    assert settings.database.url == "postgresql+psycopg://a:b@localhost/c"


def test_no_repr_and_no_fault_shows_a_secret(tmp_path: Path) -> None:
    assert "geheim" not in repr(load_settings(write(tmp_path)))
    assert "geheim" not in fault(write(tmp_path, GOOD.replace("port = 993", "port = 0")))
    assert "geheim" not in fault(write(tmp_path, GOOD.replace('password = "diep-geheim"', "password = 5")))


@pytest.mark.parametrize(
    ("good", "bad", "place", "words"),
    [
        ("poll_seconds = 60", "pol_seconds = 60", "pol_seconds", "did you mean poll_seconds?"),
        ("[worker]", "[wroker]", "[wroker]", "did you mean worker?"),
        ("port = 993", 'port = "imap"', 'port = "imap"', "mailboxes.migratie.imap.port"),
        ("port = 587", "", "[mailboxes.migratie.smtp]", "port: this setting is missing; add it."),
        (
            'address = "migratie@vng.nl"',
            "",
            "[mailboxes.migratie]",
            "migratie.address: this setting is missing",
        ),
        (
            'security = "starttls"',
            'security = "none"',
            "migratie.smtp]",
            'security = "none" is for this machine only',
        ),
        ('security = "starttls"', 'security = "ssl"', 'security = "ssl"', "'tls', 'starttls' or 'none'"),
        ('address = "migratie@vng.nl"', 'address = "migratie"', 'address = "migratie"', "migratie.address"),
        ("port = 993", 'port = 993\nca_file = "weg.pem"', "ca_file", "weg.pem does not exist"),
        ('password = "diep-geheim"', 'password_file = "weg"', "migratie.imap]", "weg cannot be read"),
        (
            'username = "migratie@vng.nl"\npassword = "diep',
            'password = "diep',
            "[mailboxes.migratie]",
            "username",
        ),
    ],
)
def test_a_fault_names_key_file_line_and_remedy(
    tmp_path: Path, good: str, bad: str, place: str, words: str
) -> None:
    text = GOOD.replace(good, bad, 1)
    told = fault(write(tmp_path, text))
    assert f"intake.toml, line {line_of(text, place)}: " in told
    assert words in told


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = GOOD.replace("port = 993", "port = 0").replace("poll_seconds = 60", "poll_seconds = -1")
    assert len(fault(write(tmp_path, text)).splitlines()) == 2


def test_a_fault_in_the_environment_names_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("INTAKE_WORKER__POLL_SECONDS", "vaak")
    assert "environment variable INTAKE_WORKER__POLL_SECONDS: worker.poll_seconds" in fault(write(tmp_path))
    monkeypatch.setenv("INTAKE_WROKER__IDLE", "1")
    assert "INTAKE_WROKER__IDLE: there is no such setting" in fault(write(tmp_path))


def test_text_that_is_no_toml_names_the_line(tmp_path: Path) -> None:
    assert "at line 2, column 5" in fault(write(tmp_path, "[worker]\nidle\n"))


def test_a_file_that_is_not_there_or_not_text(tmp_path: Path) -> None:
    assert "there is no such file" in fault(tmp_path / "weg.toml")
    (tmp_path / "binair.toml").write_bytes(b"\xff\xfe")
    assert "not readable UTF-8" in fault(tmp_path / "binair.toml")


def test_oauth_must_name_a_table(tmp_path: Path) -> None:
    text = GOOD.replace("port = 993", 'port = 993\nauth = "oauth2"\noauth = "vng"')
    assert "mailboxes.migratie.imap.oauth" in fault(write(tmp_path, text))
    table = '\n[oauth2.vng]\nauthority = "https://login.example/x"\nclient_id = "abc"\nclient_secret = "x"\n'
    assert load_settings(write(tmp_path, text + table)).oauth2["vng"].client_id == "abc"


OAUTH = GOOD.replace("port = 993", 'port = 993\nauth = "oauth2"\noauth = "vng"')
TABLE = '\n[oauth2.vng]\nauthority = "https://login.example/x"\nclient_id = "abc"\nclient_secret = "x"\n'


def test_mailboxes_share_the_application_that_they_name(tmp_path: Path) -> None:
    without_name = OAUTH.replace('username = "migratie@vng.nl"\n', "", 1)
    loaded = load_settings(write(tmp_path, without_name + TABLE))
    server = loaded.mailboxes["migratie"].imap
    assert server.oauth2 == loaded.oauth2["vng"]
    assert server.username == "migratie@vng.nl"
    assert loaded.mailboxes["migratie"].smtp.oauth2 is None
    assert loaded.oauth2["vng"].scopes == ("https://outlook.office365.com/.default",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("https://login.example/x", "http://login.example/x", "must begin with https"),
        ("https://login.example/x", "https://login.microsoftonline.com", "lacks the tenant"),
        ("https://login.example/x", "https://login.microsoftonline.com/TENANT", "put the id of your tenant"),
        ('client_secret = "x"\n', "", "set either client_secret_file"),
        ('client_secret = "x"\n', 'client_secret_file = "weg"\n', "weg cannot be read"),
        ('client_secret = "x"\n', 'certificate_file = "intake.toml"\n', "private key and certificate"),
        ('client_id = "abc"', 'client_id = ""', "oauth2.vng.client_id"),
        ('client_id = "abc"', 'client_id = "abc"\nscope = []', "did you mean scopes"),
    ],
)
def test_a_fault_in_an_application_is_told(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in fault(write(tmp_path, OAUTH + TABLE.replace(old, new)))


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost", True),
        ("127.8.0.1", True),
        ("::1", True),
        ("[::1]", True),
        ("localhost.example.nl", False),
        ("10.0.0.1", False),
        ("0.0.0.0", False),
    ],
)
def test_what_is_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected


def test_values_do_not_change(tmp_path: Path) -> None:
    server = ServerSettings(host="localhost", port=1, security="none")
    with pytest.raises(ValueError, match="frozen"):
        server.port = 2  # type: ignore[misc]
    assert load_settings(write(tmp_path)) == load_settings(write(tmp_path))
