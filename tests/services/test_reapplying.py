"""Today's verdict on yesterday's mail: what it is about changes, numbers and what a person decided do not."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine

from intake.domain import Classification, Evidence, Extraction, Label, Outcome
from intake.services.export import state
from intake.services.handling import add_note
from intake.services.reapplying import apply
from intake.services.replay import replay
from intake.store.tables import AuditRow, CaseRow, EvidenceRow, OutboxRow
from tests.services.samples import NOW, TinyExaminer, handle, write
from tests.services.test_filing import PLEDGE, rows


@dataclass
class Wiser:
    """An examiner that now takes everything for a question, and with `blind` sees no number."""

    blind: bool = False

    def examine(self, raw: bytes, mailbox: str, now: datetime, complete: bool = True) -> Outcome:
        """As the tiny one, with another label."""
        outcome = TinyExaminer().examine(raw, mailbox, now, complete)
        why = (Evidence("question", 1.0, "rule", "vraag"),)
        found = Classification((Label.QUESTION,), Label.QUESTION, 0.8, evidence=why)
        extraction = Extraction((), ()) if self.blind else outcome.extraction
        return replace(outcome, classification=found, extraction=extraction, model="newer")


def test_what_a_mail_is_about_is_replaced_and_nobody_is_answered_again(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    before = state(engine)
    (found,) = replay(engine, Wiser(), NOW)
    assert apply(engine, Wiser(), found.number, NOW)
    assert list(replay(engine, Wiser(), NOW)) == []
    after = state(engine)
    assert after["ledger"] == before["ledger"]
    assert (after["cases"][0]["labels"], after["cases"][0]["primary"]) == (["question"], "question")
    assert after["cases"][0]["messages"][0]["labels"] == ["question"]
    assert len(rows(engine, OutboxRow)) == 1
    assert [one.label for one in rows(engine, EvidenceRow)] == ["question"]
    assert [one.details["model"] for one in rows(engine, AuditRow) if one.action == "read again"] == ["newer"]


def test_other_numbers_are_a_doubt_and_the_ledger_stays(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    before = state(engine)["ledger"]
    assert apply(engine, Wiser(blind=True), 1, NOW)
    assert state(engine)["ledger"] == before
    (case,) = rows(engine, CaseRow)
    assert "Controleer de aantallen" in case.doubts[-1]
    assert case.needs_human


def test_where_a_person_was_nothing_changes(engine: Engine) -> None:
    handle(engine, write("een", PLEDGE))
    add_note(engine, rows(engine, CaseRow)[0].token, "Gebeld.", NOW, actor="lea")
    before = state(engine)
    assert not apply(engine, Wiser(), 1, NOW)
    assert state(engine) == before
