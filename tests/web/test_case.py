"""The page of a case: what it shows, what one can change, and that two people never lose each other's work."""

import json
from collections.abc import Callable
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from intake.services.export import state
from intake.store.engine import reading
from intake.store.tables import AuditRow, CaseRow, MessageRow, OutboxRow, PledgeRow
from intake.web.highlight import Note, segments
from tests.web.conftest import Browser

CASE = "/zaak/VNG-2026-00001"


def rows(engine: Engine, model: type, **which: object) -> list:
    with reading(engine) as session:
        return list(session.exec(select(model).filter_by(**which).order_by(model.id)))


def do(browser: Browser, verb: str, version: int = 1, **fields: str | list[str]):
    return browser.post(f"{CASE}/{verb}", versie=str(version), **fields)


def test_the_words_carry_what_was_understood(ede: Engine, lea: Browser) -> None:
    page = lea.get(CASE).text
    marked = page.partition('<mark class="found found--amount"')[2]
    assert 'id="woorden-1"' in marked[:60]
    assert "Wij bieden twaalf plekken\naan vanaf juli." in marked
    assert "Aanbod: Ede: 12 plekken" in marked
    assert 'href="#woorden-1"' in page
    assert "Klopt het aantal?" in page
    assert "zekerheid" not in page


def test_segments_overlap_and_keep_every_letter() -> None:
    text = "Wij bieden 12 plekken aan."
    whole, part = Note(text, "zin", "sign"), Note("12  plekken", "aantal", "amount", "a")
    parts = segments(text, [whole, part, Note("nergens", "x", "sign", "b")])
    assert "".join(one.text for one in parts) == text
    assert [(one.text, len(one.notes), one.keys) for one in parts] == [
        ("Wij bieden ", 1, ()),
        ("12 plekken", 2, ("a",)),
        (" aan.", 1, ()),
    ]
    assert segments("", [whole]) == ()


def test_a_correction_changes_the_ledger_and_keeps_the_evidence(ede: Engine, noor: Browser) -> None:
    fields = {"aanbod": "1", "actie": "wijzig", "aantal": "15", "eenheid": "plekken", "gemeente": "Ede"}
    assert "Het aanbod is gewijzigd" in do(noor, "aanbod", **fields).text
    whole = state(ede)
    assert whole["ledger"]["Ede"]["firm"] == 15
    assert whole["cases"][0]["messages"][0]["pledges"] == [{"places": 12}]
    (line,) = [row for row in rows(ede, AuditRow, case_id=1) if row.action == "pledge corrected"]
    assert (line.actor, line.details["before"], line.details["after"]) == (
        "noor",
        "Ede: 12 plekken",
        "Ede: 15 plekken",
    )
    page = noor.get(CASE).text
    assert "gewijzigd" in page
    assert "twaalf plekken" in page


def test_homes_count_as_the_people_that_fit(ede: Engine, noor: Browser) -> None:
    fields = {
        "aanbod": "1",
        "aantal": "8",
        "eenheid": "woningen",
        "personen": "20",
        "gemeente": "Ede",
        "vanaf": "1-7-2026",
    }
    do(noor, "aanbod", **fields, voorbehoud="ja")
    (pledge,) = rows(ede, PledgeRow)
    assert (pledge.places, pledge.persons_total, pledge.conditional) == (8, 20, True)
    assert str(pledge.from_date) == "2026-07-01"
    assert state(ede)["ledger"]["Ede"]["conditional"] == 20


def test_what_is_no_pledge_no_longer_counts_and_can_come_back(ede: Engine, noor: Browser) -> None:
    do(noor, "aanbod", aanbod="1", actie="weg")
    assert state(ede)["ledger"]["Ede"]["firm"] == 0
    do(noor, "aanbod", 2, aanbod="1", actie="klopt")
    assert state(ede)["ledger"]["Ede"]["firm"] == 12


def test_a_pledge_that_was_missed(ede: Engine, noor: Browser) -> None:
    do(noor, "aanbod-erbij", bericht="1", aantal="4", eenheid="plekken", gemeente="Ede")
    assert state(ede)["ledger"]["Ede"]["firm"] == 16


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"aantal": "vijftien"}, "heel getal"),
        ({"aantal": "-3"}, "heel getal"),
        ({"aantal": "9999999"}, "van 0 tot"),
        ({"aantal": ""}, "Vul het aantal in"),
        ({"gemeente": "Ergensdam"}, "Kies een gemeente"),
        ({"eenheid": "olifanten"}, "Kies waar het aantal over gaat"),
        ({"vanaf": "31-2-2026"}, "schrijf de datum"),
        ({"aanbod": "77"}, "hoort niet bij deze zaak"),
    ],
)
def test_what_cannot_be_is_told_and_changes_nothing(
    fields: dict[str, str], reason: str, ede: Engine, noor: Browser
) -> None:
    usual = {"aanbod": "1", "aantal": "15", "eenheid": "plekken", "gemeente": "Ede"}
    answer = do(noor, "aanbod", **(usual | fields))
    assert answer.status_code == 422
    assert reason in answer.text
    assert rows(ede, PledgeRow)[0].places == 12


def test_who_is_overtaken_sees_it_and_keeps_what_was_typed(ede: Engine, noor: Browser, bas: Browser) -> None:
    fields = {"aanbod": "1", "aantal": "15", "eenheid": "plekken", "gemeente": "Ede"}
    do(bas, "aanbod", **(fields | {"aantal": "14"}))
    answer = do(noor, "aanbod", **fields)
    assert answer.status_code == 409
    assert "Een collega was u voor" in answer.text
    assert "“Ede: 12 plekken” werd “Ede: 14 plekken”" in answer.text
    assert '<input type="hidden" name="aantal" value="15">' in answer.text
    assert rows(ede, PledgeRow)[0].places == 14
    do(noor, "aanbod", 2, **fields)
    assert rows(ede, PledgeRow)[0].places == 15


@pytest.mark.parametrize(
    ("verb", "fields", "check"),
    [
        ("doe", {"actie": "goed"}, lambda case: not case.needs_human and case.doubts == []),
        ("doe", {"actie": "spoed"}, lambda case: case.urgency == "high"),
        ("doe", {"actie": "mij"}, lambda case: case.assigned_to == "noor"),
        ("doe", {"actie": "sluit"}, lambda case: case.status == "closed"),
        ("behandelaar", {"van": "bas"}, lambda case: case.assigned_to == "bas"),
        (
            "gemeente",
            {"gemeente": ["Utrecht", "", "Ede"]},
            lambda case: case.municipality == ["Utrecht", "Ede"],
        ),
        (
            "soort",
            {"soort": ["question"]},
            lambda case: (case.labels, case.primary) == (["question"], "question"),
        ),
    ],
)
def test_each_change_is_made_and_in_the_journal(
    verb: str, fields: dict[str, str], check: Callable[[CaseRow], bool], ede: Engine, noor: Browser
) -> None:
    assert do(noor, verb, **fields).status_code == 200
    case = rows(ede, CaseRow)[0]
    assert check(case)
    assert case.version == 2
    assert [row.actor for row in rows(ede, AuditRow, case_id=1)] == ["noor"]


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("gemeente", {"gemeente": "Ergensdam"}),
        ("soort", {}),
        ("soort", {"soort": ["other", "question"]}),
        ("behandelaar", {"van": "niemand-die-bestaat"}),
        ("notitie", {"tekst": "  "}),
        ("samenvoegen", {"kenmerk": "VNG-2026-00001"}),
        ("samenvoegen", {"kenmerk": "VNG-2026-99999"}),
        ("splitsen", {"bericht": "1"}),
        ("splitsen", {"bericht": "2"}),
        ("doe", {"actie": "ontplof"}),
    ],
)
def test_nonsense_changes_nothing(verb: str, fields: dict[str, str], ede: Engine, noor: Browser) -> None:
    assert do(noor, verb, **fields).status_code == 422
    assert rows(ede, AuditRow, case_id=1) == []
    assert rows(ede, CaseRow)[0].version == 1


def test_closing_and_opening_again(ede: Engine, noor: Browser) -> None:
    do(noor, "doe", actie="sluit")
    assert "Heropen" in noor.get(CASE).text
    do(noor, "heropen", 2)
    assert rows(ede, CaseRow)[0].status == "open"


def test_notes_never_collide(ede: Engine, noor: Browser, bas: Browser) -> None:
    do(noor, "notitie", tekst="Ik bel ze. <script>")
    page = do(bas, "notitie", tekst="Ik ook").text
    assert page.index("Ik bel ze. &lt;script&gt;") < page.index("Ik ook")


def test_merging_moves_everything_and_leaves_a_way(ede: Engine, noor: Browser) -> None:
    page = do(noor, "samenvoegen", met="VNG-2026-00002").text
    assert "Deze zaak is samengevoegd met" in page
    assert {row.case_id for row in rows(ede, MessageRow)} == {2}
    assert rows(ede, PledgeRow)[0].case_id == 2
    target = rows(ede, CaseRow)[1]
    assert (target.labels, target.version) == (["question", "place_pledge"], 2)
    assert do(noor, "heropen", 2).status_code == 422


def test_splitting_gives_a_message_a_case_of_its_own(ede: Engine, noor: Browser) -> None:
    answer = noor.post("/zaak/VNG-2026-00002/splitsen", versie="1", bericht="3")
    assert "Het bericht heeft nu een eigen zaak: VNG-" in answer.text
    cases = rows(ede, CaseRow)
    assert len(cases) == 3
    assert rows(ede, MessageRow, id=3)[0].case_id == 3
    assert cases[2].needs_human


def test_an_answer_from_draft_to_outbox(ede: Engine, noor: Browser) -> None:
    page = do(noor, "antwoord", actie="begin", bericht="1", sjabloon="vraag-beantwoord").text
    assert "Beste Jan Bakker," in page
    unfinished = do(noor, "antwoord", actie="voorbeeld", bericht="1", tekst="Zie [dag en tijd].")
    assert unfinished.status_code == 422
    assert "Zie [dag en tijd]." in unfinished.text
    page = do(noor, "antwoord", actie="voorbeeld", bericht="1", tekst="Beste Jan,\n\nJa <b>.").text
    assert "Re: [VNG-2026-00001] Aanbod" in page
    assert "Ja &lt;b&gt;." in page
    assert rows(ede, OutboxRow) == []
    assert (
        do(noor, "antwoord", actie="verstuur", bericht="1", tekst="Beste Jan,\n\nJa <b>.").status_code == 200
    )
    (sent,) = rows(ede, OutboxRow)
    mail = message_from_bytes(sent.data, policy=default)
    assert (mail["To"], mail["In-Reply-To"]) == ("Jan Bakker <j.bakker@ede.nl>", "<1@ede.nl>")
    assert mail["Auto-Submitted"] is None
    assert "Ja &lt;b&gt;." in mail.get_body(("html",)).get_content()
    assert (sent.state, sent.serial, sent.author) == ("queued", 1, "noor")
    assert not rows(ede, CaseRow)[0].needs_human


def test_two_people_do_not_answer_the_same_mail(ede: Engine, noor: Browser, bas: Browser) -> None:
    do(bas, "antwoord", actie="verstuur", bericht="1", tekst="Ja.")
    answer = do(noor, "antwoord", actie="verstuur", bericht="1", tekst="Nee, of toch.")
    assert answer.status_code == 409
    assert "Nee, of toch." in answer.text
    assert len(rows(ede, OutboxRow)) == 1


def test_the_journal_is_told_in_dutch(ede: Engine, noor: Browser) -> None:
    do(noor, "doe", actie="spoed")
    page = noor.get(CASE).text
    assert "Spoed gewijzigd" in page
    assert json.dumps(rows(ede, AuditRow, case_id=1)[0].details) == '{"before": "normal", "after": "high"}'
