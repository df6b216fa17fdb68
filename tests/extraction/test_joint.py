"""Mails for several municipalities: who is written for, and what stays, changes or is told again. All of it is invented."""

from datetime import date

import pytest

from intake.domain import Evidence, Pledge, Sentence, Source
from intake.extraction.amounts import CountingRules
from intake.extraction.gazetteer import Gazetteer
from intake.extraction.joint import still_written_for
from tests.extraction.reading import find_pledges
from tests.extraction.test_municipalities import behalf

TOWNS = ("Epe", "Heerde", "Hattem")
Told = list[tuple[str | None, int | None, bool]]


MAILS: list[tuple[tuple[tuple[str, str], ...], Told]] = [
    # A sum that is told again, and a part of it.
    (
        (
            ("pledge", "- Epe: 9 plekken"),
            ("pledge", "- Heerde: 5 plekken"),
            ("pledge", "Samen dus veertien."),
        ),
        [("Epe", 9, False), ("Heerde", 5, False)],
    ),
    # The number is still to come for one of them.
    (
        (("pledge", "Epe komt op negen, Heerde op vijf, en van Hattem volgt het aantal nog niet."),),
        [("Epe", 9, False), ("Heerde", 5, False), ("Hattem", None, False)],
    ),
    # One takes back, and nobody had told that all of it was its own.
    (
        (
            ("existing", "U heeft van ons samen 21 plekken staan."),
            ("withdrawal", "Hattem moet zijn vier plekken intrekken."),
            ("change", "Heerde gaat van acht naar negen plekken."),
        ),
        [("Heerde", 9, False), ("Hattem", 0, True)],
    ),
    # Numbers in the subject that the list tells again.
    (
        (("subject", "Epe en Heerde: 9 en 5"), ("pledge", "Epe: 9 plekken"), ("pledge", "Heerde: 5 plekken")),
        [("Epe", 9, False), ("Heerde", 5, False)],
    ),
    # Who takes back loses its own, and what stays is no new offer.
    (
        (
            ("withdrawal", "De school is verkocht, dus Heerde moet zijn aanbod intrekken."),
            ("pledge", "Onze eigen plekken blijven staan."),
        ),
        [("Heerde", 0, True)],
    ),
    (
        (
            ("pledge", "Hattem komt op tien plekken."),
            ("withdrawal", "Het aanbod van Brummen gaat niet door."),
        ),
        [("Hattem", 10, False)],
    ),
    # One takes back and another stays, in one sentence.
    (
        (("withdrawal", "De zes van Epe vervallen, en Heerde houdt vast aan zijn tien plekken."),),
        [("Epe", 0, True), ("Heerde", 10, False)],
    ),
    (
        (
            ("withdrawal", "Epe gaat naar nul, en Heerde neemt zijn zes plekken over."),
            ("info", "Meer is er niet."),
        ),
        [("Epe", 0, True), ("Heerde", 6, False)],
    ),
    # Only a part goes.
    (
        (("withdrawal", "Hattem kan drie van zijn tien plekken niet leveren."),),
        [("Hattem", 7, False)],
    ),
    # How many of them stay is no number of places.
    (
        (("withdrawal", "Hattem haakt toch af."), ("pledge", "De andere twee houden hun aantal.")),
        [("Hattem", 0, True)],
    ),
    # Behind the colon stands whose the number is.
    (
        (("pledge", "Mijn collega uit Heerde schreef u: vier plekken in Epe."),),
        [("Epe", 4, False)],
    ),
    # The sum tells that a number was meant, whatever the verb says.
    (
        (
            ("pledge", "Epe doet negen plekken."),
            ("existing", "Heerde heeft er vijf."),
            ("existing", "In Hattem zijn het er drie."),
            ("pledge", "Opgeteld zeventien."),
        ),
        [("Epe", 9, False), ("Heerde", 5, False), ("Hattem", 3, False)],
    ),
    # Of others, by hearsay or in hope.
    (
        (
            ("pledge", "Epe doet negen plekken."),
            ("pledge", "Ik hoop dat Brummen, dat er twaalf heeft, volgt."),
        ),
        [("Epe", 9, False)],
    ),
    (
        (
            ("pledge", "Epe doet negen plekken."),
            ("pledge", "Brummen en Lochem hebben, zo vernamen wij, elk vier plekken."),
        ),
        [("Epe", 9, False)],
    ),
]


def _sentences(lines: tuple[tuple[str, str], ...]) -> list[Sentence]:
    sources = {"subject": Source.SUBJECT}
    return [Sentence(text, sources.get(act, Source.BODY), "", {act: 0.9}) for act, text in lines]


@pytest.mark.parametrize(("lines", "expected"), MAILS)
def test_each_is_given_its_own(
    gazetteer: Gazetteer, counting: CountingRules, lines: tuple[tuple[str, str], ...], expected: Told
) -> None:
    found, _ = find_pledges(_sentences(lines), TOWNS, counting, gazetteer, date(2026, 6, 1), "Epe")
    assert {(p.municipality, p.places, p.withdrawn) for p in found} == set(expected)


def test_a_number_that_the_subject_tells_too_leaves_no_doubt(
    gazetteer: Gazetteer, counting: CountingRules
) -> None:
    lines = (
        ("subject", "Noord-Veluwe: 9 en 5"),
        ("info", "Dag,"),
        ("pledge", "Epe: 9 plekken"),
        ("pledge", "Heerde: 5 plekken"),
    )
    _, doubts = find_pledges(_sentences(lines), TOWNS[:2], counting, gazetteer, date(2026, 6, 1), "Epe")
    assert not doubts


def test_the_writer_keeps_what_a_neighbour_takes_back(gazetteer: Gazetteer, counting: CountingRules) -> None:
    lines = (("withdrawal", "De pastorie is verkocht, dus Brummen moet zijn aanbod intrekken."),)
    found, _ = find_pledges(_sentences(lines), ("Epe",), counting, gazetteer, date(2026, 6, 1), "Epe")
    assert not found


FOR_WHOM: list[tuple[str, str, list[str]]] = [
    (
        "a@epe.nl",
        "aanbod\n+Brummen laat via mij weten dat het er vijf doet.\n+Wij doen er negen.",
        ["Brummen", "Epe"],
    ),
    (
        "a@epe.nl",
        "aanbod\n+Ik spreek alleen namens Epe.\n+Brummen levert er zes, Lochem acht.\n+Wij doen er negen.",
        ["Epe"],
    ),
    (
        "a@epe.nl",
        "aanbod\n+Alleen het getal van Epe is van mij: zes plekken.\n+Brummen levert er zes, Lochem acht.",
        ["Epe"],
    ),
    (
        "a@apeldoorn.nl",
        "aanbod\nApeldoorn schrijft als centrumgemeente.\n+In Brummen vijftien, in Epe vijf.\n+Wij doen er negen.",
        ["Apeldoorn", "Brummen", "Epe"],
    ),
    ("a@epe.nl", "aanbod\n+Wij doen er negen.\n+Brummen doet niet mee.", ["Epe"]),
    ("a@epe.nl", "bericht\n+Epe doet er negen.\nBij Brummen zijn het er zes.", ["Brummen", "Epe"]),
    ("a@epe.nl", "bericht\n+Wij doen er negen.\n+Ik hoop dat Brummen met acht volgt.", ["Epe"]),
    (
        "a@epe.nl",
        "ronde 2\n+Na de melding van Brummen volgt hier deel twee: Epe negen en Heerde vijf.",
        ["Epe", "Heerde"],
    ),
    (
        "a@epe.nl",
        "bericht\n+Brummen beloofde ik hun acht door te geven.\n+Wij doen er negen.",
        ["Brummen", "Epe"],
    ),
    ("a@epe.nl", "aanbod\n+Brummen komt met acht plekken.\nEpe zelf doet niet mee.", ["Brummen"]),
    (
        "a@epe.nl",
        "samen met Brummen\nEpe en Brummen doen dit samen.\n+Van ons komen er 9, van hen 6.",
        ["Brummen", "Epe"],
    ),
    ("a@epe.nl", "aanbod\n+In navolging van Brummen, dat er acht doet, bieden wij er negen.", ["Epe"]),
    (
        "a@epe.nl",
        "bericht\nDe school is verkocht, dus Brummen moet zijn aanbod intrekken.",
        ["Brummen", "Epe"],
    ),
    ("a@epe.nl", "bericht\nDe zes die Brummen had toegezegd kunnen niet doorgaan.", ["Brummen", "Epe"]),
    ("a@epe.nl", "bericht\nOns aanbod vervalt.\nDe verhuurder in Brummen trekt zich terug.", ["Epe"]),
]


@pytest.mark.parametrize(("sender", "text", "names"), FOR_WHOM)
def test_for_whom_is_written(gazetteer: Gazetteer, sender: str, text: str, names: list[str]) -> None:
    assert sorted(behalf(gazetteer, sender, text).names) == names


def test_who_is_only_told_of_is_not_written_for() -> None:
    pledges = [Pledge("Epe", 9, None, "", Source.BODY)]
    beside = [Evidence("Brummen", 2.1, "aantal bij de naam"), Evidence("Lochem", 3.5, "namens")]
    assert still_written_for(("Epe", "Brummen", "Lochem"), "Epe", pledges, beside) == ("Epe", "Lochem")
    assert still_written_for(("Epe", "Brummen"), None, pledges, beside) == ("Epe", "Brummen")
