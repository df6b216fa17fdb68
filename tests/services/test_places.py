"""Places against reference numbers, on both databases."""

import pytest
from sqlalchemy import Engine

from intake.domain import Unit
from intake.errors import MessageError
from intake.services import correcting
from intake.services.correcting import Amount
from intake.services.places import chosen, place, places
from intake.services.references import drop_reference, set_reference
from intake.services.tokens import Scope, make_token
from intake.store.audit import note
from intake.store.engine import unit_of_work
from tests.services.samples import handle, write
from tests.store.samples import NOW

GOUDA, DELFT = "GM0513", "GM0503"


def test_what_is_offered_stands_with_its_municipality_network_and_province(engine: Engine) -> None:
    handle(engine, write("een", "X-Pledge: Gouda 15 plekken", "X-Pledge: Delft 5 bedden conditional"))
    found = places(engine, NOW)
    assert (found.total.firm, found.total.conditional, found.total.offering, found.total.known) == (
        15,
        5,
        2,
        342,
    )
    assert {one.name: (one.firm, one.conditional) for one in found.provinces() if one.persons} == {
        "Zuid-Holland": (15, 5)
    }
    assert {one.name: one.persons for one in found.networks() if one.persons} == {"G40": 20}
    assert [one.name for one in chosen(found.municipalities, offering=True)] == ["Delft", "Gouda"]


def test_an_incomplete_network_tells_how_many_members_are_known(engine: Engine) -> None:
    known = {one.name: (one.known, one.members) for one in places(engine, NOW).networks()}
    assert known["G4"] == (4, 4)
    assert known["K80"][0] < known["K80"][1] == 64


@pytest.mark.parametrize(
    ("pledge", "level"),
    [
        ("30 plekken", "reached"),
        ("29 plekken", "firm"),
        ("30 plekken conditional", "conditional"),
        ("4 woningen", "uncounted"),
    ],
)
def test_how_far_a_municipality_is(engine: Engine, pledge: str, level: str) -> None:
    handle(engine, write("een", f"X-Pledge: Gouda {pledge}"))
    gouda = place(engine, GOUDA, NOW)
    assert gouda is not None
    assert (gouda.level, gouda.reference.number) == (level, 30)


def test_a_correction_is_seen_at_once_and_the_quote_stays(engine: Engine) -> None:
    handle(engine, write("een", "X-Pledge: Gouda 12 plekken"))
    before = place(engine, GOUDA, NOW)
    amount = Amount("Gouda", 15, Unit.PLEKKEN)
    correcting.correct(engine, "VNG-2026-00001", 1, 1, amount, NOW, actor="noor")
    after = place(engine, GOUDA, NOW)
    assert before is not None
    assert after is not None
    assert (before.firm, after.firm) == (12, 15)
    assert after.tranches[0]["quote"] == before.tranches[0]["quote"] != ""


def test_staff_know_better_than_the_networks(engine: Engine) -> None:
    set_reference(engine, "Gouda", 7, NOW, actor="noor")
    set_reference(engine, "Delft", None, NOW, actor="noor")
    found = {one.name: one.reference for one in places(engine, NOW).municipalities}
    assert (found["Gouda"].number, found["Gouda"].author, found["Delft"].number) == (7, "noor", None)
    drop_reference(engine, "Gouda", NOW, actor="noor")
    gouda = place(engine, GOUDA, NOW)
    assert gouda is not None
    assert (gouda.reference.number, gouda.reference.author) == (30, "")


def test_no_known_network_means_no_number(engine: Engine) -> None:
    without = [one for one in places(engine, NOW).municipalities if not one.municipality.networks]
    assert without
    assert {one.reference.number for one in without} == {None}


@pytest.mark.parametrize(("name", "number"), [("Nergens", 5), ("Gouda", -1), ("Gouda", 10_001)])
def test_an_impossible_reference_is_refused(engine: Engine, name: str, number: int) -> None:
    with pytest.raises(MessageError):
        set_reference(engine, name, number, NOW, actor="noor")


def test_the_days_add_up_to_what_stands(engine: Engine) -> None:
    handle(
        engine,
        write("een", "X-Pledge: Gouda 15 plekken"),
        write("twee", "X-Pledge: Delft 5 bedden conditional"),
    )
    days = places(engine, NOW).days()
    assert (days[-1].day, days[-1].firm, days[-1].conditional) == (NOW.date(), 15, 5)


def test_a_count_is_kept_until_something_is_booked(engine: Engine) -> None:
    handle(engine, write("een", "X-Pledge: Gouda 15 plekken"))
    first = places(engine, NOW).municipalities
    make_token(engine, "een ander", frozenset({Scope.READ}), 1, NOW, actor="bas")
    assert places(engine, NOW).municipalities is first
    handle(engine, write("twee", "X-Pledge: Delft 5 plekken"), first_uid=7)
    assert places(engine, NOW).total.firm == 20


def test_a_count_that_is_very_old_is_made_anew(engine: Engine) -> None:
    first = places(engine, NOW).municipalities
    with unit_of_work(engine) as session:
        for _ in range(1_100):
            note(session, NOW, "note added")
    handle(engine, write("een", "X-Pledge: Gouda 15 plekken"))
    with unit_of_work(engine) as session:
        for _ in range(1_100):
            note(session, NOW, "note added")
    assert places(engine, NOW).municipalities is not first
    assert places(engine, NOW).total.firm == 15
