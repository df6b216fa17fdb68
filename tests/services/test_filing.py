"""What becomes of a message: its case, its pledges, its doubts and its answer, all in one commit."""

from email import message_from_bytes
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlmodel import SQLModel, select, text

from intake.store.engine import reading
from intake.store.tables import AuditRow, CaseRow, MessageRow, OutboxRow, PledgeRow
from tests.services.samples import TEAM, examine_all, handle, receive, settings, write

Table = TypeVar("Table", bound=SQLModel)
PLEDGE = "X-Pledge: Amersfoort 15 plekken"


def rows(engine: Engine, table: type[Table]) -> list[Table]:
    """Everything in a table, in order."""
    with reading(engine) as session:
        return list(session.exec(select(table).order_by(text("id"))))


def case_tokens(engine: Engine) -> list[str | None]:
    """The token of each message's case, in order of arrival."""
    tokens = {case.id: case.token for case in rows(engine, CaseRow)}
    return [tokens.get(message.case_id) for message in rows(engine, MessageRow)]


def answered(engine: Engine) -> list[int]:
    return [row.message_row_id for row in rows(engine, OutboxRow)]


def test_a_pledge_opens_a_case_and_is_answered(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    (case,), (message,), (pledge,) = (rows(engine, table) for table in (CaseRow, MessageRow, PledgeRow))
    assert (case.token, case.primary, case.municipality) == ("VNG-2026-00001", "place_pledge", ["Amersfoort"])
    assert (case.status, case.labels, case.doubts, case.needs_human) == ("open", ["place_pledge"], [], False)
    assert (message.stage, message.sender, message.should_ack) == ("filed", "jan@amersfoort.nl", True)
    assert message.outcome is not None
    assert message.outcome["model"] == "test"
    assert (pledge.municipality, pledge.places, pledge.unit, pledge.source) == (
        "Amersfoort",
        15,
        "plekken",
        "body",
    )
    assert (pledge.quote, pledge.booked) == ("15 plekken", True)


def test_the_answer_is_final_before_it_is_sent(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE, "Reply-To: Griffie@Amersfoort.nl"))
    (row,) = rows(engine, OutboxRow)
    sent = message_from_bytes(row.data)
    assert (row.state, row.template, row.attempts) == ("queued", "place_pledge", 0)
    assert (row.recipient, row.in_reply_to) == ("griffie@amersfoort.nl", "<een@x.nl>")
    assert row.message_id == sent["Message-ID"]
    assert row.message_id.startswith("<vng-2026-00001.1.")
    assert "VNG-2026-00001" in str(sent["Subject"])
    assert sent["Auto-Submitted"] == "auto-replied"


def test_what_we_understood_is_repeated_only_when_confident(engine: Engine) -> None:
    handle(
        engine,
        write("een", PLEDGE),
        write("twee", PLEDGE, "X-Doubt: Klopt dit?", sender="a@b.nl"),
        write("drie", PLEDGE, "X-Suspicious: 1", sender="c@d.nl"),
    )
    texts = [_text(row) for row in rows(engine, OutboxRow)]
    assert ["Amersfoort" in one for one in texts] == [True, False, False]


def _text(row: OutboxRow) -> str:
    parts = message_from_bytes(row.data).walk()
    payload: Any = next(one for one in parts if one.get_content_type() == "text/plain").get_payload(
        decode=True
    )
    return bytes(payload).decode()


def test_copies_join_and_count_for_nothing(engine: Engine) -> None:
    receive(engine, write("een", PLEDGE), write("een", PLEDGE))
    receive(engine, b"Delivered-To: x\r\n" + write("een", PLEDGE), mailbox="ondersteuningsteamasiel")
    examine_all(engine)
    assert [row.duplicate_of for row in rows(engine, MessageRow)] == [None, 1, 1]
    assert case_tokens(engine) == ["VNG-2026-00001"] * 3
    assert (len(rows(engine, PledgeRow)), answered(engine)) == (1, [1])


def test_a_copy_that_is_filed_first_is_the_original(engine: Engine) -> None:
    receive(engine, write("twee", PLEDGE), first_uid=5)
    examine_all(engine)
    receive(engine, write("twee", PLEDGE), first_uid=6)
    examine_all(engine)
    assert [row.duplicate_of for row in rows(engine, MessageRow)] == [None, 1]


def test_the_same_message_id_with_other_words_is_a_doubt(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE), write("een", PLEDGE, body="heel iets anders"))
    first, second = rows(engine, CaseRow)
    assert (first.doubts, second.needs_human) == ([], True)
    assert any("Message-ID" in doubt for doubt in second.doubts)
    assert [row.duplicate_of for row in rows(engine, MessageRow)] == [None, None]


def test_an_answer_in_the_thread_joins_and_gets_no_second_answer(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    ours = rows(engine, OutboxRow)[0].message_id
    handle(
        engine,
        write("twee", "In-Reply-To: <een@x.nl>", PLEDGE + " additional"),
        write("drie", f"References: <oud@x.nl> {ours}", subject="Re: [VNG-2026-00001] Aanbod"),
        first_uid=2,
    )
    assert case_tokens(engine) == ["VNG-2026-00001"] * 3
    assert [row.joins for row in rows(engine, MessageRow)] == [None, 1, 1]
    assert answered(engine) == [1]


def test_the_token_alone_finds_the_case_for_its_own_people(engine: Engine) -> None:
    handle(
        engine,
        write("een", PLEDGE),
        write("twee", sender="piet@amersfoort.nl", subject="Nog iets over vng-2026-00001"),
        write("drie", "X-Municipality: Amersfoort", sender="wij@gmail.com", subject="VNG-2026-00001"),
        write("vier", sender="vreemd@elders.nl", subject="VNG-2026-00001"),
        write("vijf", subject="VNG-2026-00001 en VNG-2026-00002"),
        write("zes", subject="VNG-2026-99999"),
    )
    first = "VNG-2026-00001"
    assert case_tokens(engine) == [first] * 3 + ["VNG-2026-00002", "VNG-2026-00003", "VNG-2026-00004"]
    stranger = rows(engine, CaseRow)[1]
    assert stranger.needs_human
    assert "VNG-2026-00001" in stranger.doubts[0]


def test_a_neighbour_who_answers_in_the_thread_has_a_case_of_his_own(engine: Engine) -> None:
    neighbour = ("In-Reply-To: <een@x.nl>", "X-Pledge: Soest 5 plekken")
    handle(engine, write("een", PLEDGE), write("twee", *neighbour, sender="p@soest.nl", subject="Re: Aanbod"))
    assert case_tokens(engine) == ["VNG-2026-00001", "VNG-2026-00002"]
    assert answered(engine) == [1, 2]


def test_new_business_in_an_old_thread_is_a_new_case(engine: Engine) -> None:
    old = "In-Reply-To: <een@x.nl>"
    handle(
        engine,
        write("een", PLEDGE),
        write("twee", old, "X-Label: support_request", subject="Onrust bij de bewonersavond"),
        write("drie", old, "X-Label: question", subject="RE: Aanbod"),
    )
    assert case_tokens(engine) == ["VNG-2026-00001", "VNG-2026-00002", "VNG-2026-00001"]
    assert rows(engine, CaseRow)[0].labels == ["place_pledge", "question"]


def test_machines_open_nothing_and_are_never_answered(engine: Engine) -> None:
    handle(
        engine,
        write("een", PLEDGE),
        write("twee", "X-Machine: 1", "X-Label: other", sender="elders@x.nl"),
        write("drie", "X-Machine: 1", "In-Reply-To: <een@x.nl>", "X-Doubt: Ziek"),
        write("vier", "X-Machine: 1", subject="Automatisch antwoord: VNG-2026-00001", sender="a@z.nl"),
        write("vijf", "X-Quiet: 1", "X-Label: other", sender="nieuws@x.nl"),
        write("zes", "X-Quiet: 1", "X-Pledge: Soest 5 plekken", sender="no-reply@formulier.nl"),
    )
    first = "VNG-2026-00001"
    assert case_tokens(engine) == [first, None, first, first, None, "VNG-2026-00002"]
    assert answered(engine) == [1]
    assert rows(engine, CaseRow)[0].doubts == []


def test_a_bounce_of_our_answer_needs_a_person(engine: Engine) -> None:
    handle(
        engine,
        write("een", PLEDGE),
        write("twee", "X-Machine: 1", "In-Reply-To: <een@x.nl>", sender="MAILER-DAEMON@x.nl"),
    )
    (case,) = rows(engine, CaseRow)
    assert case.needs_human
    assert "aangekomen" in case.doubts[0]


def test_nobody_who_cannot_read_is_answered(engine: Engine) -> None:
    handle(
        engine,
        write("een", PLEDGE, sender="noreply@x.nl"),
        write("twee", PLEDGE, sender=TEAM),
        write("drie", PLEDGE, "Reply-To: migratie@vng.nl"),
        b"Message-ID: <vier@x.nl>\r\nX-Pledge: Soest 5 plekken\r\n\r\nx",
    )
    assert answered(engine) == []
    assert None not in case_tokens(engine)


def test_nothing_is_queued_when_answers_are_off(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE), given=settings(acknowledge={"enabled": False}))
    assert (len(rows(engine, CaseRow)), answered(engine)) == (1, [])


def test_the_brake_holds_and_is_seen(engine: Engine) -> None:
    given = settings(acknowledge={"per_sender_per_day": 2})
    handle(engine, *(write(f"m{n}", PLEDGE, body=str(n)) for n in range(3)), given=given)
    assert answered(engine) == [1, 2]
    assert "kreeg vandaag al 2" in rows(engine, CaseRow)[2].doubts[-1]
    assert [row.action for row in rows(engine, AuditRow)].count("answer braked") == 1


def test_urgency_and_doubts_come_before_a_person_and_stay(engine: Engine) -> None:
    reply = "In-Reply-To: <een@x.nl>"
    handle(
        engine, write("een", "X-Urgent: 1"), write("twee", reply, "X-Doubt: Hoeveel?"), write("drie", reply)
    )
    (case,) = rows(engine, CaseRow)
    assert (case.urgency, case.needs_human, case.doubts, case.version) == ("high", True, ["Hoeveel?"], 3)


def test_places_of_a_suspect_or_of_nobody_are_not_booked(engine: Engine) -> None:
    handle(
        engine,
        write("een", PLEDGE, "X-Suspicious: 1"),
        write("twee", "X-Pledge: - 5 bedden", sender="a@b.nl"),
    )
    assert [row.booked for row in rows(engine, PledgeRow)] == [False, False]


def test_a_second_claim_for_one_municipality_is_a_doubt(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE), write("twee", PLEDGE, sender="regio@eemland.nl"))
    assert any("al eerder plekken" in doubt for doubt in rows(engine, CaseRow)[1].doubts)


def test_every_step_is_in_the_journal_without_personal_data(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    journal = rows(engine, AuditRow)
    assert [row.action for row in journal] == ["case opened", "filed", "answer queued"]
    assert "amersfoort" not in str([row.details for row in journal]).lower()
