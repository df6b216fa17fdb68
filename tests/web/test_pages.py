"""What the pages show, what they never let through, and whether everybody can use them."""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient as Client

from intake.errors import ConfigurationError, TransportError
from intake.services.health import alarm, beat
from intake.store.engine import unit_of_work
from intake.web.app import create_app
from intake.web.pages import STATIC
from intake.web.serve import listen
from tests.services.samples import settings
from tests.web.conftest import EVIL, Browser

CASE = "/zaak/VNG-2026-00001"


class Outline(HTMLParser):
    """The tags of a page, with their attributes and the text inside."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def count(self, name: str) -> int:
        return sum(tag == name for tag, _ in self.tags)


@pytest.mark.parametrize("path", ["/", CASE, "/losse-mail", "/bericht/1"])
def test_what_strangers_write_is_text_and_nothing_else(path: str, filled: Engine, lea: Browser) -> None:
    page = lea.get(path).text
    assert EVIL not in page
    assert "&lt;script&gt;" in page
    assert "{{ 7*7 }}" in page
    outline = Outline(page)
    assert all(attributes.get("src") for tag, attributes in outline.tags if tag == "script")
    assert not [name for _, attributes in outline.tags for name in attributes if name.startswith("on")]
    assert not [attributes for _, attributes in outline.tags if "style" in attributes]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", 200),
        (CASE, 200),
        ("/zaak/geen", 404),
        ("/elders", 404),
        ("/health", 503),
        ("/health/live", 200),
        ("/static/theme.css", 200),
    ],
)
def test_every_answer_carries_the_headers(path: str, expected: int, filled: Engine, lea: Browser) -> None:
    answer = lea.get(path)
    headers = answer.headers
    assert answer.status_code == expected
    assert headers["content-security-policy"].startswith("default-src 'none'")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"


def test_an_error_of_ours_shows_nothing_of_the_inside(lea: Browser, engine: Engine) -> None:
    with unit_of_work(engine) as session:
        session.connection().exec_driver_sql("DROP TABLE outbox")
        session.connection().exec_driver_sql("DROP TABLE pledges")
        session.connection().exec_driver_sql("DROP TABLE cases")
    answer = lea.get("/")
    headers, page = answer.headers, answer.text
    assert answer.status_code == 500
    assert "Er ging iets mis" in page
    assert "sqlite" not in page.lower()
    assert headers["content-security-policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", ""])
def test_a_foreign_name_is_not_answered(host: str, filled: Engine, lea: Browser) -> None:
    answer = lea.http.get("/", headers={"host": host})
    assert answer.status_code in {400, 421}
    assert "VNG-2026" not in answer.text


def test_health_tells_which_job_fails_but_not_why(lea: Browser, engine: Engine) -> None:
    beat(engine, "send", datetime.now(UTC))
    assert lea.get("/health").json()["jobs"]["send"]["ok"] is True
    beat(engine, "send", datetime.now(UTC), error="server geheim.example weigert")
    answer = lea.get("/health")
    assert answer.status_code == 503
    assert answer.json()["jobs"]["send"]["ok"] is False
    assert "geheim" not in answer.text


def test_health_notices_a_worker_that_fell_silent(lea: Browser, engine: Engine) -> None:
    beat(engine, "heartbeat", datetime.now(UTC) - timedelta(minutes=10))
    answer = lea.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "the worker is silent")


@pytest.mark.parametrize("path", ["/", CASE, "/zaak/geen", "/losse-mail", "/bericht/1", "/wachtwoord"])
def test_everybody_can_use_it(path: str, filled: Engine, lea: Browser) -> None:
    """What can be checked without a browser: language, landmarks, headings, skip link, captions, names."""
    outline = Outline(lea.get(path).text)
    names = [tag for tag, _ in outline.tags]
    assert next(a for tag, a in outline.tags if tag == "html")["lang"] == "nl"
    assert [names.count(tag) for tag in ("h1", "main", "footer", "title")] == [1] * 4
    assert names.index("a") < names.index("header")
    skip = next(a for tag, a in outline.tags if tag == "a")["href"]
    assert next(a for tag, a in outline.tags if tag == "main")["id"] == str(skip).removeprefix("#")
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert all(b - a <= 1 for a, b in zip([0, *levels], levels, strict=False))
    assert names.count("table") == names.count("caption")
    assert all(a.get("scope") for tag, a in outline.tags if tag == "th")
    ids = [a["id"] for _, a in outline.tags if "id" in a]
    assert len(ids) == len(set(ids))


def contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [0, 1])
def test_contrast_by_day_and_by_night(scheme: int) -> None:
    css = (STATIC / "theme.css").read_text(encoding="utf-8")
    schemes = [dict(re.findall(r"--desk-([\w-]+): (#[0-9a-f]{6})", part)) for part in css.split("@media")]
    shade = schemes[0] | schemes[scheme]
    pairs = [(ink, ground) for ink in ("ink", "soft", "link") for ground in ("page", "surface")]
    pairs += [(f"{kind}-ink", f"{kind}-ground") for kind in ("good", "warn", "bad", "note", "mark")]
    for ink, ground in [*pairs, ("head-ink", "head")]:
        assert contrast(shade[ink], shade[ground]) >= 4.5, (ink, ground)
    assert contrast(shade["control"], shade["surface"]) >= 3


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.1", "vng.nl", "::"])
def test_no_address_that_others_can_reach(host: str) -> None:
    with pytest.raises(ConfigurationError, match="TLS proxy"):
        listen(host, 0)


def test_a_port_that_is_taken_is_told() -> None:
    with listen("127.0.0.1", 0) as taken, pytest.raises(ConfigurationError, match="another port"):
        listen("127.0.0.1", taken.getsockname()[1])


def test_health_notices_a_mailbox_that_is_not_read(engine: Engine) -> None:
    given, now = settings(), datetime.now(UTC)
    with Client(create_app(engine, given), base_url="http://127.0.0.1:8026") as http:

        def word() -> str:
            return str(http.get("/health").json()["status"])

        assert word() == "the worker is silent"
        beat(engine, "heartbeat", now)
        beat(engine, "poll ondersteuningsteamasiel", now)
        assert word() == "a mailbox is not read"
        beat(engine, "poll migratie", now - timedelta(minutes=11))
        assert word() == "a mailbox is not read"
        assert http.get("/health/ready").status_code == 503
        assert http.get("/health/live").status_code == 200
        beat(engine, "poll migratie", now)
        assert word() == "ok"


def test_what_a_removed_mailbox_or_another_engine_left_is_no_alarm(engine: Engine) -> None:
    given, now = settings(), datetime.now(UTC)
    for job in (*(f"poll {name}" for name in given.mailboxes), "heartbeat"):
        beat(engine, job, now)
    for job in ("poll opgeheven", "send one"):
        beat(engine, job, now - timedelta(days=9), error="weg")
    with Client(create_app(engine, given), base_url="http://127.0.0.1:8026") as http:
        assert http.get("/health").json()["status"] == "ok"


def test_the_dead_mans_switch_counts_from_the_last_good_poll_or_from_the_start(engine: Engine) -> None:
    given, now = settings(), datetime.now(UTC)
    started = now - timedelta(minutes=20)
    beat(engine, "poll migratie", now - timedelta(minutes=11))
    beat(engine, "poll migratie", now, error="no answer")
    # The other one was never read at all: its first poll hangs.
    with pytest.raises(TransportError, match="not read for ten minutes: migratie, ondersteuningsteamasiel"):
        alarm(engine, given, lambda: now, started)
    assert alarm(engine, given, lambda: now, now) == 0
    for name in given.mailboxes:
        beat(engine, f"poll {name}", now)
    assert alarm(engine, given, lambda: now, started) == 0
