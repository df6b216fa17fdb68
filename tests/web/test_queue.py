"""The queue: what comes first, what a filter leaves, what one action on several cases does."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from intake.services import handling, queue
from intake.services.queue import Wish
from intake.services.working_time import is_working_day, working_hours
from intake.settings import WebSettings
from intake.store import search
from intake.store.engine import reading, unit_of_work
from intake.store.tables import AuditRow, CaseRow
from tests.web.conftest import NOW, Browser, message

WEB = WebSettings()


def case(number: int, **fields: object) -> CaseRow:
    usual = {
        "mailbox": "migratie",
        "address": "migratie@vng.nl",
        "labels": ["place_pledge"],
        "needs_human": True,
    }
    return CaseRow(
        **{"id": number, "token": f"VNG-2026-{number:05d}", "opened_at": NOW, "updated_at": NOW}
        | usual
        | fields
    )


@pytest.fixture
def crowd(engine: Engine) -> Engine:
    """Six cases, each special in one way."""
    with unit_of_work(engine) as session:
        session.add(case(1, opened_at=NOW - timedelta(days=3), municipality=["Súdwest-Fryslân"]))
        session.add(case(2, urgency="high", municipality=["Ede"]))
        session.add(case(3, needs_human=False, municipality=["Ede", "Utrecht"], labels=["question"]))
        session.add(case(4, status="closed", needs_human=False))
        session.add(case(5, assigned_to="noor", mailbox="ondersteuningsteamasiel"))
        session.add(case(6, opened_at=NOW - timedelta(days=1), municipality=["Amersfoort"]))
        session.flush()
        for number in range(1, 7):
            row = message(number, id=number, case_id=number, stage="filed", subject=f"Onderwerp {number}")
            session.add(row)
            session.flush()
            search.remember(
                session,
                number,
                row.subject,
                f"afzender{number}@x.nl",
                "Wij hebben één café." if number == 2 else "",
            )
    return engine


def shown(engine: Engine, **wish: object) -> list[int]:
    page = queue.queue(engine, Wish(**wish), "noor", NOW, WEB)
    return [line.case.id or 0 for line in page.lines]


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({}, [2, 1, 6, 5]),
        ({"view": "spoed"}, [2]),
        ({"view": "mijn"}, [5]),
        ({"view": "niemand"}, [2, 1, 6]),
        ({"view": "zonder-gemeente"}, [5]),
        ({"view": "zonder-twijfel"}, [3]),
        ({"view": "gesloten"}, [4]),
        ({"view": "alles"}, [6, 5, 4, 3, 2, 1]),
        ({"view": "bestaat niet"}, [2, 1, 6, 5]),
        ({"municipality": "Súdwest-Fryslân"}, [1]),
        ({"province": "Gelderland", "view": "alles"}, [3, 2]),
        ({"province": "Utrecht", "view": "alles"}, [6, 3]),
        ({"province": "Utrecht", "municipality": "Ede", "view": "alles"}, []),
        ({"network": "G4", "view": "alles"}, [3]),
        ({"category": "question", "view": "alles"}, [3]),
        ({"mailbox": "ondersteuningsteamasiel"}, [5]),
        ({"assigned": "noor"}, [5]),
        ({"text": "EEN cafe"}, [2]),
        ({"text": "onderw afzender6"}, [6]),
        ({"text": "vng-2026-00001"}, [1]),
        ({"text": "nergens"}, []),
        ({"text": '" OR 1=1 -- *'}, []),
        ({"text": "!!!"}, []),
        ({"municipality": "100%_\\"}, []),
    ],
)
def test_what_is_shown(wish: dict[str, str], expected: list[int], crowd: Engine) -> None:
    assert shown(crowd, **wish) == expected


def test_counts_do_not_depend_on_filters(crowd: Engine) -> None:
    page = queue.queue(crowd, Wish(municipality="Ede"), "noor", NOW, WEB)
    assert (page.counts["te-doen"], page.counts["mijn"], page.counts["gesloten"]) == (4, 1, 1)


def test_pages_follow_each_other(engine: Engine) -> None:
    with unit_of_work(engine) as session:
        for number in range(1, queue.PAGE_SIZE + 3):
            session.add(case(number))
    assert len(shown(engine)) == queue.PAGE_SIZE
    assert shown(engine, page=2) == [queue.PAGE_SIZE + 1, queue.PAGE_SIZE + 2]
    assert shown(engine, page=3) == []


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-06-04T07:00", "2026-06-04T09:30", 2.5),  # Thursday, 9.00 to 11.30 here
        ("2026-06-05T14:00", "2026-06-08T08:00", 2),  # Friday 16.00 to Monday 10.00
        ("2026-06-06T10:00", "2026-06-07T20:00", 0),  # a weekend
        ("2026-05-22T14:00", "2026-05-26T07:00", 1),  # Whit Monday lies between
        ("2026-01-05T07:00", "2026-01-05T09:00", 1),  # winter time: 8.00 to 10.00 here
        ("2026-06-04T09:00", "2026-06-04T08:00", 0),
    ],
)
def test_dutch_working_hours(since: str, until: str, hours: float) -> None:
    moments = [datetime.fromisoformat(text).replace(tzinfo=UTC) for text in (since, until)]
    assert working_hours(*moments) == pytest.approx(hours)


def test_kings_day_is_free() -> None:
    assert not is_working_day(datetime(2026, 4, 27, tzinfo=UTC).date())


def test_late_is_late(crowd: Engine) -> None:
    lines = queue.queue(crowd, Wish(), "noor", NOW + timedelta(days=1), WEB).lines
    left = {line.case.id: line.left for line in lines}
    assert left[2] == pytest.approx(4 - 8)
    assert left[5] == pytest.approx(16 - 8)


def test_the_page_tells_count_state_and_order(crowd: Engine, noor: Browser) -> None:
    page = noor.get("/").text
    assert "<title>(4) Te doen" in page
    places = [page.index(f"VNG-2026-0000{number}") for number in (2, 1, 6, 5)]
    assert places == sorted(places)
    assert noor.get("/stand").json()["aantal"] == 4
    assert "Niets gevonden" in noor.get("/?zoek=nergens").text
    assert "Alles is bekeken" not in page


def test_an_empty_queue_says_what_that_means(noor: Browser) -> None:
    assert "Alles is bekeken" in noor.get("/").text
    assert "U hebt geen open zaken" in noor.get("/?weergave=mijn").text


def test_several_cases_at_once(crowd: Engine, noor: Browser) -> None:
    answer = noor.post(
        "/werk", actie="mij", zaak=["VNG-2026-00001.1", "VNG-2026-00002.1"], terug="/?weergave=mijn"
    )
    assert "2 zaken zijn gewijzigd." in answer.text
    assert shown(crowd, view="mijn") == [2, 1, 5]
    noor.post("/werk", actie="goed", zaak=["VNG-2026-00001.2"])
    assert 1 not in shown(crowd)
    with reading(crowd) as session:
        actions = [
            (row.actor, row.action) for row in session.exec(select(AuditRow).where(AuditRow.case_id == 1))
        ]
    assert actions == [("noor", "assigned"), ("noor", "doubts settled")]


def test_who_was_overtaken_is_told(crowd: Engine, noor: Browser) -> None:
    handling.assign(crowd, "VNG-2026-00001", 1, "bas", NOW, actor="bas")
    answer = noor.post("/werk", actie="sluit", zaak=["VNG-2026-00001.1", "VNG-2026-00006.1", "onzin"])
    assert "1 zaak is gewijzigd. Niet gelukt" in answer.text
    assert "VNG-2026-00001" in answer.text
    assert shown(crowd, view="gesloten") == [6, 4]


def test_a_reader_changes_nothing(crowd: Engine, lea: Browser) -> None:
    assert 'name="zaak"' not in lea.get("/").text
    assert lea.post("/werk", actie="sluit", zaak=["VNG-2026-00001.1"]).status_code == 403
    assert shown(crowd, view="gesloten") == [4]


def test_views_are_saved_per_person(noor: Browser, lea: Browser) -> None:
    page = noor.post("/weergaven?weergave=alles&zoek=Ede&pagina=4", naam="Ede <b>").text
    assert "/?weergave=alles&amp;zoek=Ede" in page
    assert "Ede &lt;b&gt;" in page
    assert "Ede &lt;b&gt;" not in lea.get("/").text
    lea.post("/weergaven/verwijder", nummer="1")
    assert "Ede &lt;b&gt;" in noor.get("/").text
    noor.post("/weergaven/verwijder", nummer="1")
    assert "Ede &lt;b&gt;" not in noor.get("/").text


def test_mail_without_a_case(filled: Engine, lea: Browser) -> None:
    page = lea.get("/losse-mail").text
    assert "Niet verwerkt (1)" in page
    assert "Afwezig" in page
    assert "/losse-mail" in lea.get("/").text
