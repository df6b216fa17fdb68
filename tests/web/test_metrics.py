"""What a monitor is told, and that nobody else is."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx2
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import Engine

from intake.services.health import beat
from intake.services.tokens import Scope, make_token
from tests.services.samples import handle, receive, write


def _ask(address: str, token: str = "") -> httpx2.Response:
    return httpx2.get(f"{address}/metrics", headers={"authorization": f"Bearer {token}"} if token else {})


def test_metrics_ask_for_a_token_that_may_read(address: str, engine: Engine) -> None:
    correct = make_token(engine, "x", frozenset({Scope.CORRECT}), 1, datetime.now(UTC), actor="bas")
    assert [_ask(address, token).status_code for token in ("", "no-token", correct)] == [401, 401, 401]


def test_a_monitor_sees_what_waits_and_for_how_long(address: str, engine: Engine) -> None:
    now = datetime.now(UTC)
    handle(
        engine, write("een", "X-Pledge: Gouda 12 plekken"), write("twee", "X-Doubt: twijfel", sender="a@b.nl")
    )
    receive(engine, write("drie"), first_uid=3)
    beat(engine, "send", now, error="down")
    token = make_token(engine, "prometheus", frozenset({Scope.READ}), 1, now, actor="bas")
    text = _ask(address, token).text
    found = {
        (one.name, *one.labels.values()): one.value
        for family in text_string_to_metric_families(text)
        for one in family.samples
    }
    assert (found["intake_messages", "filed"], found["intake_messages", "received"]) == (2, 1)
    assert found["intake_messages", "failed"] == 0
    assert found["intake_answers", "queued"] == 2
    assert found["intake_doubtful_cases",] >= 1
    assert found["intake_unread_oldest_seconds",] > timedelta(days=1).total_seconds()
    assert found["intake_job_failing", "send"] == 1
    assert "Gouda" not in text
    assert "@" not in text


def test_confidence_is_of_the_last_day(address: str, engine: Engine) -> None:
    from intake.services.metrics import families
    from tests.services.samples import settings
    from tests.store.samples import NOW

    handle(engine, write("een", "X-Pledge: Gouda 12 plekken"))
    today, later = (
        {family.name: family.samples for family in families(engine, settings(), at)}
        for at in (NOW + timedelta(hours=1), NOW + timedelta(days=2))
    )
    assert [(one.labels, round(one.value, 2)) for one in today["intake_confidence_day"]] == [
        ({"primary": "place_pledge"}, 0.9)
    ]
    assert today["intake_arrivals_day"][0].value == 1
    assert (later["intake_confidence_day"], later["intake_arrivals_day"]) == ([], [])


def test_the_table_in_the_manual_names_every_metric_with_its_label(engine: Engine) -> None:
    from intake.services.metrics import families
    from tests.services.samples import settings
    from tests.store.samples import NOW

    handle(engine, write("een", "X-Pledge: Gouda 12 plekken"))
    beat(engine, "poll migratie", NOW)
    found = {
        family.name + "".join(f"{{{label}}}" for label in family.samples[0].labels)
        for family in families(engine, settings(), NOW)
    }
    manual = (Path(__file__).resolve().parents[2] / "docs" / "operations.md").read_text(encoding="utf-8")
    assert found == set(re.findall(r"`(intake_\w+(?:\{\w+\})?)`", manual))
