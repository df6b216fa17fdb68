"""For whom somebody writes that works for another, and who takes part without a number. The sentences are the tests' own."""

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction import phrases
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from intake.extraction.scope import Scope
from intake.extraction.without_number import still_to_come, without_number
from tests.extraction.test_municipalities import behalf


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(rules_dir())


FOR = [
    (
        "a@haarlem.nl",
        "x\nDit vraag ik namens Zandvoort; wij in Haarlem doen er het werk voor.",
        ["Zandvoort"],
    ),
    ("a@haarlem.nl", "x\nNamens Zandvoort. De twee gemeenten spraken af dat ik schrijf.", ["Zandvoort"]),
    ("a@haarlem.nl", "x\nVoor Zandvoort zoek ik uit of een hotel telt.", ["Zandvoort"]),
    ("a@haarlem.nl", "x\nOok namens Zandvoort: telt een hotel?", ["Haarlem", "Zandvoort"]),
    ("a@haarlem.nl", "x\nIk mail namens zowel Haarlem als Zandvoort.", ["Haarlem", "Zandvoort"]),
    ("a@haarlem.nl", "x\nNamens Zandvoort en onszelf: telt een hotel?", ["Haarlem", "Zandvoort"]),
    (
        "a@haarlem.nl",
        "x\n+Wij bieden elf plekken.\n+Namens Zandvoort komen er vier bij.",
        ["Haarlem", "Zandvoort"],
    ),
    ("a@haarlem.nl", "x\nTelt een hotel? In Zandvoort wel.", ["Haarlem"]),
    ("a@abg.nl", "x\nVoor Baarle-Nassau vul ik het formulier in.", ["Baarle-Nassau"]),
    ("a@abg.nl", "x\nIk houd voor de gemeente Alphen-Chaam de lijst bij.", ["Alphen-Chaam"]),
    ("a@abg.nl", "x\nIn Baarle-Nassau staat een hotel leeg.", []),
]


@pytest.mark.parametrize(("sender", "text", "expected"), FOR)
def test_who_writes_plainly_for_one_does_not_write_for_the_employer(
    gazetteer: Gazetteer, sender: str, text: str, expected: list[str]
) -> None:
    assert sorted(behalf(gazetteer, f"<{sender}>", text).names) == expected


def test_a_signature_tells_where_somebody_works_and_not_for_whom(gazetteer: Gazetteer) -> None:
    found = behalf(
        gazetteer,
        "<a@hengelo.nl>",
        "x\nNamens Almelo vraag ik of een hotel telt.",
        signature="Gemeente Hengelo",
    )
    assert found.names == ("Almelo",)
    assert len(found.doubts) == 1


@pytest.mark.parametrize(
    "text",
    [
        "x\nNamens de wethouders van Ede en Rhenen; Renswoude doet niet mee.",
        "x\nNamens de wethouders van Ede en Rhenen, Renswoude slaat over.",
    ],
)
def test_a_clause_about_one_of_them_ends_the_list(gazetteer: Gazetteer, text: str) -> None:
    assert sorted(behalf(gazetteer, "<a@regiofoodvalley.nl>", text).names) == ["Ede", "Rhenen"]


def test_semicolons_list_as_commas_do(gazetteer: Gazetteer) -> None:
    found = behalf(gazetteer, "<a@regiofoodvalley.nl>", "x\nNamens Ede; Rhenen; Renswoude vraag ik dit.")
    assert sorted(found.names) == ["Ede", "Renswoude", "Rhenen"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wij doen graag mee", True),
        ("heeft toegezegd ook mee te doen", True),
        ("sluit graag aan", True),
        ("wij doen mee aan uw actie", True),
        ("wij doen niet mee", False),
        ("wil weten of men kan meedoen", False),
        ("wij doen mee aan de vergadering", False),
        ("sluit aan bij de werkgroep", False),
        ("heeft hier niets mee te maken", False),
        ("is daar blij mee", False),
    ],
)
def test_who_takes_part(text: str, expected: bool) -> None:
    assert bool(phrases.JOINS.search(text)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("het aantal laat nog op zich wachten", True),
        ("een getal kan ik er nog niet bij geven", True),
        ("over het aantal hoort u later", True),
        ("hoeveel het er zijn, laten wij u weten", True),
        ("het aantal dat wij nog niet haalden", False),
        ("het aantal staat vast", False),
    ],
)
def test_a_number_still_to_come(text: str, expected: bool) -> None:
    assert bool(phrases.OPEN_COUNT.search(text)) is expected


def _open(gazetteer: Gazetteer, *sentences: Sentence) -> list[tuple[str | None, int | None]]:
    scope = Scope(("Goes",), gazetteer, "Goes")
    return [(p.municipality, p.places) for p in without_number(sentences, scope, [])]


def test_who_takes_part_offers_though_the_number_is_to_come(gazetteer: Gazetteer) -> None:
    joins = Sentence("Goes doet mee.", Source.BODY, "", {"pledge": 0.4})
    later = Sentence("Over het aantal hoort u later.", Source.BODY)
    assert _open(gazetteer, joins, later) == [("Goes", None)]
    assert _open(gazetteer, joins) == []
    assert _open(gazetteer, Sentence("Of Goes wil meedoen is de vraag.", Source.BODY), later) == []


def test_a_plain_no_is_no_offer_without_a_number(gazetteer: Gazetteer) -> None:
    no = Sentence("Wij doen niet mee.", Source.BODY, "", {"refusal": 0.95})
    asked = Sentence("Het aantal dat u noemt is te hoog.", Source.BODY, "", {"pledge": 0.7})
    assert _open(gazetteer, no, asked) == []


def test_one_of_a_region_may_join_on_a_condition(gazetteer: Gazetteer) -> None:
    scope = Scope(("Ede", "Rhenen"), gazetteer)
    text = "Rhenen wil meedoen als de raad instemt, maar een aantal kan ik er niet bij geven."
    joins = Sentence(text, Source.BODY, "", {"condition": 0.9})
    firm = Sentence("Ede biedt tien plekken.", Source.BODY, "", {"pledge": 0.9})
    known = list(without_number([firm], Scope(("Ede",), gazetteer), []))
    found = still_to_come([firm, joins], scope, known)
    assert [(p.municipality, p.places, p.conditional) for p in found] == [("Rhenen", None, True)]
