"""Mails that offer for several municipalities in running text. All numbers are invented; the sentences are the tests' own."""

from datetime import date

import pytest

from intake.domain import Sentence, Source
from intake.extraction.amounts import CountingRules
from intake.extraction.gazetteer import Gazetteer
from tests.extraction.reading import find_pledges
from tests.extraction.test_municipalities import behalf

TOWNS = ("Epe", "Heerde", "Hattem")
Told = list[tuple[str | None, int | None, bool]]


def pledges(gazetteer: Gazetteer, counting: CountingRules, *lines: str) -> Told:
    """Municipality, places and condition of each pledge; "?" before a line marks a condition, "~" one alone."""
    sentences = []
    for line in lines:
        acts = {"?": {"pledge": 0.9, "condition": 0.9}, "~": {"condition": 0.9}}.get(line[0], {"pledge": 0.9})
        sentences.append(Sentence(line.lstrip("?~"), Source.BODY, "", acts))
    found, _ = find_pledges(sentences, TOWNS, counting, gazetteer, date(2026, 6, 1), "Epe")
    return [(p.municipality, p.places, p.conditional) for p in found]


MAILS: list[tuple[tuple[str, ...], Told]] = [
    (
        ("Bij ons komen er negen en in Heerde vijf; in Hattem twee.",),
        [("Epe", 9, False), ("Heerde", 5, False), ("Hattem", 2, False)],
    ),
    # The sum in another sentence, before or after.
    (
        (
            "Wij kunnen achttien plekken bieden.",
            "Tien daarvan liggen in Epe, zes in Heerde en twee in Hattem.",
        ),
        [("Epe", 10, False), ("Heerde", 6, False), ("Hattem", 2, False)],
    ),
    (
        ("Epe doet er tien, Heerde zes en Hattem twee.", "Dat is achttien bij elkaar."),
        [("Epe", 10, False), ("Heerde", 6, False), ("Hattem", 2, False)],
    ),
    (
        ("Bij ons acht, in Heerde de helft daarvan, en in Hattem twee.",),
        [("Epe", 8, False), ("Heerde", 4, False), ("Hattem", 2, False)],
    ),
    (
        ("Het worden er niet zes in Epe maar negen, niet twee in Heerde maar drie.",),
        [("Epe", 9, False), ("Heerde", 3, False)],
    ),
    # A condition of one of them.
    (
        ("?Epe biedt tien plekken, Heerde zes en Hattem twee, al wacht Hattem nog op de vergunning.",),
        [("Epe", 10, False), ("Heerde", 6, False), ("Hattem", 2, True)],
    ),
    (
        ("Epe biedt tien plekken, Heerde zes en Hattem twee.", "~Die laatste hangen nog van de raad af."),
        [("Epe", 10, False), ("Heerde", 6, False), ("Hattem", 2, True)],
    ),
    (
        ("?Epe heeft er tien, Heerde en Hattem ieder drie, in beide gevallen onder voorbehoud van de raad.",),
        [("Epe", 10, True), ("Heerde", 3, True), ("Hattem", 3, True)],
    ),
]


@pytest.mark.parametrize(("lines", "expected"), MAILS)
def test_each_gets_its_own_number_and_condition(
    gazetteer: Gazetteer, counting: CountingRules, lines: tuple[str, ...], expected: Told
) -> None:
    assert pledges(gazetteer, counting, *lines) == expected


WRITTEN_FOR = [
    ("a@epe.nl", "aanbod\n+Bij ons kunnen zes mensen terecht en in Heerde drie.", ["Epe", "Heerde"]),
    ("a@epe.nl", "x\n+Vanuit Heerde vier en vanuit Epe negen.", ["Epe", "Heerde"]),
    (
        "a@epe.nl",
        "x\n+In Epe en Hattem acht personen per gemeente, in Heerde twee.",
        ["Epe", "Hattem", "Heerde"],
    ),
    (
        "a@epe.nl",
        "x\n+Wij doen er negen, en omdat wij ook de opvang voor Heerde verzorgen: zij hebben er vier.",
        ["Epe", "Heerde"],
    ),
    (
        "a@epe.nl",
        "x\n+Wij hebben zes plekken en Heerde, waarmee wij één organisatie vormen, levert er vier.",
        ["Epe", "Heerde"],
    ),
    (
        "a@epe.nl",
        "x\n+Epe doet er zes.\n+Hattem, voor wie ik hier ook mag spreken, stelt er vier beschikbaar.",
        ["Epe", "Hattem"],
    ),
    # Only told of.
    ("a@epe.nl", "x\n+Wij doen er zes.\nHeerde, zo vertelde men ons, komt op 20 uit.", ["Epe"]),
    ("a@epe.nl", "x\n+Wij doen er zes.\nHeerde doet zijn eigen verhaal en komt met tien.", ["Epe"]),
    (
        "a@epe.nl",
        "x\n+Wij doen er zes.\nWat Hattem doet, ik hoorde tien, moeten zij zelf maar melden.",
        ["Epe"],
    ),
    (
        "a@epe.nl",
        "x\n+Deze mail gaat alleen over Epe: wij geven zes plekken en Heerde mogelijk vier.",
        ["Epe"],
    ),
    # A village just across the border, and a partner that does not give a number.
    ("a@epe.nl", "x\n+Wij bieden twee woningen aan, één in Vaassen en één in Wapenveld.", ["Epe"]),
    (
        "a@epe.nl",
        "x\n+Wij doen er zes; met Heerde, waarmee wij niet samenwerken, is niet gesproken.",
        ["Epe"],
    ),
]


@pytest.mark.parametrize(("sender", "text", "expected"), WRITTEN_FOR)
def test_for_whom_is_written(gazetteer: Gazetteer, sender: str, text: str, expected: list[str]) -> None:
    assert sorted(behalf(gazetteer, sender, text).names) == sorted(expected)


def test_neighbours_listed_apart_from_the_writer_leave_a_doubt(gazetteer: Gazetteer) -> None:
    found = behalf(
        gazetteer, "a@epe.nl", "x\n+Epe doet er dertig.\n+Verder zijn er acht in Heerde en zes in Hattem."
    )
    assert sorted(found.names) == ["Epe", "Hattem", "Heerde"]
    assert found.doubts


@pytest.mark.parametrize(
    "line",
    [
        "Wij doen er tien, Heerde heeft er acht en Hattem vijf.",
        "Terwijl Heerde er vijf biedt en Hattem acht, komen wij met tien plekken.",
    ],
)
def test_we_beside_the_numbers_of_others_leaves_a_doubt(gazetteer: Gazetteer, line: str) -> None:
    assert behalf(gazetteer, "a@epe.nl", f"aanbod\n+{line}").doubts


def test_a_list_told_twice_counts_once(gazetteer: Gazetteer, counting: CountingRules) -> None:
    told = pledges(
        gazetteer, counting, "Epe doet er zes, Heerde vier.", "Noteer dus zes voor Epe en vier voor Heerde."
    )
    assert told == [("Epe", 6, False), ("Heerde", 4, False)]


def test_other_numbers_for_the_same_towns_leave_a_doubt(
    gazetteer: Gazetteer, counting: CountingRules
) -> None:
    lines = ["Epe doet er zes, Heerde vier.", "Epe heeft zeven plekken en Heerde vijf."]
    sentences = [Sentence(line, Source.BODY, "", {"pledge": 0.9}) for line in lines]
    _, doubts = find_pledges(sentences, TOWNS, counting, gazetteer, date(2026, 6, 1), "Epe")
    assert any("bij elkaar opgeteld" in doubt for doubt in doubts)
