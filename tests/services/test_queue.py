"""The queue: what comes first and what a filter leaves, on both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from intake.services import queue, regrouping
from intake.services.queue import Wish
from intake.services.working_time import is_working_day, working_hours
from intake.settings import WebSettings
from intake.store import search
from intake.store.engine import reading, unit_of_work
from intake.store.tables import MessageRow
from tests.services.crowd import case, fill_crowd
from tests.web.conftest import NOW

WEB = WebSettings()


@pytest.fixture
def crowd(engine: Engine) -> Engine:
    return fill_crowd(engine)


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


def test_what_is_forgotten_is_no_longer_found(crowd: Engine) -> None:
    with unit_of_work(crowd) as session:
        search.forget(session, 2)
    assert shown(crowd, text="café") == []


def test_merging_moves_the_messages(crowd: Engine) -> None:
    regrouping.merge(crowd, "VNG-2026-00001", 1, "vng-2026-00006", NOW, actor="noor")
    assert shown(crowd) == [2, 6, 5]
    with reading(crowd) as session:
        moved = session.exec(
            select(MessageRow.id).where(MessageRow.case_id == 6).order_by(MessageRow.id)
        ).all()
    assert moved == [1, 6]
