"""Answers between the lines of a quoted mail."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from intake.domain import Passage, Source
from intake.mail.inline import with_what_is_counted
from intake.pipeline import load_examiner

ASKED = "> Hoeveel extra woningen kan de gemeente bieden (wij dachten aan 40)?"


def told(question: str, answer: str) -> str:
    passages = [Passage(question, Source.QUOTED), Passage(answer, Source.BODY)]
    return list(with_what_is_counted(passages))[1].text


@pytest.mark.parametrize(
    ("answer", "read"),
    [
        ("17", "17 woningen"),
        ("Dat worden er 17.\nGroet, Ina", "Dat worden er 17 woningen.\nGroet, Ina"),
        ("Zeker 17!", "Zeker 17 woningen!"),
        ("17 oktober", "17 oktober"),
        ("Negentien, als de aannemer meewerkt.", "Negentien woningen, als de aannemer meewerkt."),
        ("Een, denk ik.", "Een, denk ik."),
        ("In 2027", "In 2027"),
        ("Die vraag leg ik neer bij het college.", "Die vraag leg ik neer bij het college."),
    ],
)
def test_a_bare_number_counts_what_was_asked(answer: str, read: str) -> None:
    assert told(ASKED, answer) == read


def test_only_a_question_that_asks_how_many_says_so() -> None:
    assert told("> Hoe oud wordt u?", "17") == "17"
    assert told("> Hoeveel plekken er zijn is bekend.", "17") == "17"
    assert (
        told('> U schreef "een aantal kamers". Weet u al meer?', "Twaalf, zegt men.")
        == "Twaalf kamers, zegt men."
    )
    assert told("> Wanneer hoort u het aantal plekken?", "Twee, drie weken.") == "Twee, drie weken."
    assert told("> Hoeveel mensen passen er per kamer?", "Drie, met een kind.") == "Drie, met een kind."


def test_answers_between_the_lines_are_counted() -> None:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "i.post@raalte.nl", "migratie@vng.nl", "Re: Vragen"
    message["In-Reply-To"] = "<vragen.1@vng.nl>"
    message.set_content(
        "Dag Bas, hieronder per vraag.\n\n> Hoeveel plekken kan Raalte aanbieden? (in de brief staat 15)\n\n17\n\n"
        "> En per wanneer?\n\n1 oktober\n\nIna Post\ngemeente Raalte\n"
    )
    outcome = load_examiner().examine(message.as_bytes(), "migratie@vng.nl", datetime(2026, 6, 9, tzinfo=UTC))
    assert [(p.municipality, p.places) for p in outcome.extraction.pledges] == [("Raalte", 17)]
