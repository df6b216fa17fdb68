"""The exported state has the names that others rely on, and the ledger adds up."""

import json

import pytest
from sqlalchemy import Engine

from intake.services.export import state
from intake.services.health import beat, heartbeats
from intake.store.tables import OutboxRow
from tests.services.samples import MIGRATIE, TEAM, Clock, examine_all, handle, receive, settings, write
from tests.services.test_filing import PLEDGE, rows

_CASE = "token status mailbox primary labels municipality urgency assigned_to doubts needs_human messages"
_MESSAGE = (
    "message_id mailbox file_digest received_at direction labels primary municipality pledges support_types "
    "question_topics urgency auto_reply should_ack joins duplicate_of stage"
)
_OUTBOX = "to message_id in_reply_to case template state attempts"


def test_an_empty_database_has_an_empty_state(engine: Engine) -> None:
    assert state(engine) == {"cases": [], "messages": [], "ledger": {}, "outbox": []}


def test_the_state_has_the_names_of_the_contract(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    found = json.loads(json.dumps(state(engine)))
    (case,), (sent,) = found["cases"], found["outbox"]
    assert set(_CASE.split()) <= set(case)
    assert set(_OUTBOX.split()) == set(sent)
    for message in case["messages"]:
        assert set(_MESSAGE.split()) <= set(message)
        assert message["mailbox"] == MIGRATIE
    assert [one["direction"] for one in case["messages"]] == ["in", "out"]
    assert (case["token"], case["mailbox"], case["municipality"]) == (
        "VNG-2026-00001",
        MIGRATIE,
        ["Amersfoort"],
    )
    assert (sent["to"], sent["in_reply_to"], sent["case"]) == (
        "jan@amersfoort.nl",
        "<een@x.nl>",
        case["token"],
    )
    assert case["messages"][0]["pledges"][0]["places"] == 15


def test_joins_and_copies_are_named_by_message_id(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE), write("twee", "In-Reply-To: <een@x.nl>"))
    receive(engine, write("een", PLEDGE), mailbox="ondersteuningsteamasiel")
    examine_all(engine)
    received = [one for one in state(engine)["cases"][0]["messages"] if one["direction"] == "in"]
    assert [one["joins"] for one in received] == [None, "<een@x.nl>", None]
    assert [one["duplicate_of"] for one in received] == [None, None, "<een@x.nl>"]
    assert [one["should_ack"] for one in received] == [True, True, False]
    assert received[2]["mailbox"] == TEAM
    assert received[2]["pledges"] == []


def test_what_has_no_case_is_there_as_well(engine: Engine) -> None:
    handle(engine, write("een", "X-Machine: 1"))
    receive(engine, write("twee"), first_uid=9)
    assert [one["stage"] for one in state(engine)["messages"]] == ["filed", "received"]


_REPLY = "In-Reply-To: <m0@x.nl>"
_A = "X-Pledge: Amersfoort "


@pytest.mark.parametrize(
    ("mails", "firm", "conditional"),
    [
        pytest.param([[_A + "15 plekken"]], 15, 0, id="one"),
        pytest.param([[_A + "15 plekken", _A + "5 bedden conditional"]], 15, 5, id="two tranches"),
        pytest.param([[_A + "15 plekken"], [_REPLY, _A + "10 plekken additional"]], 25, 0, id="ten more"),
        pytest.param(
            [[_A + "15 plekken"], [_REPLY, _A + "15 plekken additional"]], 30, 0, id="as many again"
        ),
        pytest.param([[_A + "15 plekken"], [_REPLY, _A + "12 plekken replaces"]], 12, 0, id="a correction"),
        pytest.param([[_A + "15 plekken"], [_A + "0 plekken withdrawn"]], 0, 0, id="a withdrawal"),
        pytest.param(
            [[_A + "15 plekken"], [_A + "0 plekken withdrawn"], [_A + "6 plekken"]], 6, 0, id="after all"
        ),
        pytest.param([[_A + "15 plekken"], [_A + "15 plekken"]], 15, 0, id="told twice"),
        pytest.param(
            [[_A + "9 bedden conditional"], [_REPLY, _A + "9 bedden"]], 9, 0, id="the condition is met"
        ),
        pytest.param([[_A + "15 plekken", "X-Suspicious: 1"]], None, None, id="a suspect"),
        pytest.param([["X-Pledge: - 15 plekken"]], None, None, id="nobody"),
    ],
)
def test_the_ledger_adds_up(
    engine: Engine, mails: list[list[str]], firm: int | None, conditional: int | None
) -> None:
    handle(engine, *(write(f"m{n}", *headers) for n, headers in enumerate(mails)))
    found = state(engine)["ledger"].get("Amersfoort", {})
    assert (found.get("firm"), found.get("conditional")) == (firm, conditional)


def test_homes_are_told_apart_from_people(engine: Engine) -> None:
    handle(engine, write("een", _A + "5 woningen", _A + "8 personen"))
    found = state(engine)["ledger"]["Amersfoort"]
    assert (found["firm"], found["persons"], found["uncounted"]) == (8, 8, 1)
    assert [one["unit"] for one in found["tranches"]] == ["woningen", "personen"]


def test_a_copy_adds_nothing(engine: Engine) -> None:
    receive(engine, write("een", PLEDGE))
    receive(engine, write("een", PLEDGE), mailbox="ondersteuningsteamasiel")
    examine_all(engine)
    assert state(engine)["ledger"]["Amersfoort"]["firm"] == 15
    assert len(rows(engine, OutboxRow)) == 1


def test_a_heartbeat_remembers_when_all_was_well(engine: Engine) -> None:
    clock = Clock()
    beat(engine, "process", clock())
    well = clock()
    clock.advance(minutes=1)
    beat(engine, "process", clock(), error="niemand antwoordt")
    beat(engine, "send", clock())
    first, second = heartbeats(engine, settings())
    assert (first.job, first.at, first.ok_at, first.error) == ("process", clock(), well, "niemand antwoordt")
    assert (second.job, second.ok_at, second.error) == ("send", clock(), "")


def test_the_ledger_names_the_reference_number(engine: Engine) -> None:
    handle(engine, write("een", "X-Pledge: Gouda 15 plekken", "X-Pledge: Aalsmeer 2 plekken"))
    found = state(engine)["ledger"]
    assert (found["Gouda"]["reference"], found["Aalsmeer"]["reference"]) == (30, None)
