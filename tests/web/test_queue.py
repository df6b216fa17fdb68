"""The page of the queue: what it tells, and what one action on several cases does."""

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from intake.services import handling, queue
from intake.services.queue import Wish
from intake.settings import WebSettings
from intake.store.engine import reading
from intake.store.tables import AuditRow
from tests.services.crowd import fill_crowd
from tests.web.conftest import NOW, Browser

WEB = WebSettings()


@pytest.fixture
def crowd(engine: Engine) -> Engine:
    return fill_crowd(engine)


def shown(engine: Engine, **wish: object) -> list[int]:
    page = queue.queue(engine, Wish(**wish), "noor", NOW, WEB)
    return [line.case.id or 0 for line in page.lines]


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
