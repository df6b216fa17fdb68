"""Some numbers are sure and others wait: in columns, in a list, in one sentence; and what only looks like a condition."""

import pytest

from intake.domain import Pledge, Sentence, Source
from intake.extraction.columns import sure_and_waiting
from intake.extraction.gazetteer import Gazetteer
from tests.extraction.reading import find_pledges
from tests.extraction.test_municipalities import behalf
from tests.extraction.test_relations import COUNTING, GAZETTEER, TODAY


def parts(
    *texts: str, towns: tuple[str, ...] = ("Zeist",), condition: float = 0.0
) -> list[tuple[int | None, bool]]:
    return [(p.places, p.conditional) for p in pledges(*texts, towns=towns, condition=condition)]


def pledges(*texts: str, towns: tuple[str, ...], condition: float) -> tuple[Pledge, ...]:
    acts = {"pledge": 0.8, "condition": condition}
    sentences = [Sentence(text, Source.BODY, acts=acts) for text in texts]
    return find_pledges(sentences, towns, COUNTING, GAZETTEER, TODAY)[0]


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (("Gemeente", "Zeker", "Wacht nog op het college"), (1, 2)),
        (("Kern", "Onder voorbehoud", "Definitief"), (2, 1)),
        (("Gemeente", "Plekken", "Opmerking"), None),
        (("Gemeente", "Nog niet zeker", "Zeker"), (2, 1)),
    ],
)
def test_a_heading_parts_what_is_sure(header: tuple[str, ...], expected: tuple[int, int] | None) -> None:
    assert sure_and_waiting(header) == expected


def test_a_row_tells_what_is_sure_and_what_waits() -> None:
    rows = ("Gemeente\tHard\tNog langs de raad", "Zeist\t6\t6", "Soest\t-\t9", "Baarn\t4")
    towns = ("Zeist", "Soest", "Baarn")
    found = [
        (p.municipality, p.places, p.conditional)
        for p in pledges("Drie van onze gemeenten doen dit extra.", *rows, towns=towns, condition=0.0)
    ]
    assert found == [
        ("Zeist", 6, False),
        ("Zeist", 6, True),
        ("Soest", 9, True),
        ("Baarn", 4, False),
    ]


def test_the_sums_below_two_columns_are_no_offer() -> None:
    rows = ("Kern\tHard\tNog langs de raad", "Noord\t6\t2", "Oost\t3\t4", "West\t2\t5", "alles\t11\t11")
    found = pledges("Wij bieden extra plekken:", *rows, towns=("Zeist",), condition=0.0)
    assert [sum(p.places or 0 for p in found if p.conditional is waits) for waits in (False, True)] == [
        11,
        11,
    ]


def test_some_of_the_municipalities_are_no_number_of_places() -> None:
    assert parts("Twee van de aangesloten gemeenten doen mee.", "Wij bieden zeven plekken.") == [(7, False)]


def test_a_letter_of_a_list_is_no_forename(gazetteer: Gazetteer) -> None:
    lines = "x\n+a. Zeist: acht plekken;\n+b. Rhenen: zes plekken;\n+c. Soest: vier plekken."
    assert behalf(gazetteer, "a@zeist.nl", lines).names == ("Zeist", "Rhenen", "Soest")


def test_the_name_of_an_office_tells_not_for_whom_is_written(gazetteer: Gazetteer) -> None:
    signature = "Hanna Vos\nBeleidsadviseur BEL Combinatie (Blaricum, Eemnes, Laren)"
    text = "Plekken\n+Namens de gemeente Eemnes bied ik u drie plekken aan."
    assert behalf(gazetteer, "a@belcombinatie.nl", text, signature=signature).names == ("Eemnes",)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("Zeven plekken in Noord, maar uitsluitend indien wij geld uit het fonds krijgen.",),
            [(7, True)],
        ),
        (
            (
                "9 plekken in Noord, waarover het college heeft besloten; en 5 plekken in Zuid, waarvoor de raad nog "
                "toestemming moet geven.",
                "De raad vergadert op 9 juli.",
            ),
            [(9, False), (5, True)],
        ),
        (
            (
                "5 plekken in Noord en, onder voorbehoud, 3 in Zuid.",
                "Ook over Noord moet de raad nog besluiten.",
            ),
            [(5, True), (3, True)],
        ),
    ],
)
def test_a_condition_holds_for_its_own_part(texts: tuple[str, ...], expected: list[tuple[int, bool]]) -> None:
    assert parts(*texts, condition=0.3) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij bieden vijf plekken, vanaf oktober, als het seizoen afgelopen is.", False),
        ("Wij bieden vijf plekken, als de bezwaartermijn voorbij is.", True),
        ("Wij bieden vijf plekken, als we de schuur erbij trekken, en dat gaan we doen.", False),
        ("Wij bieden vijf plekken, als de buurman zijn schuur verhuurt, en dat heeft hij gedaan.", False),
        ("Wij bieden vijf plekken, als de buurman zijn schuur verhuurt, en dat doet hij misschien.", True),
    ],
)
def test_timing_and_what_is_met_are_no_condition(text: str, expected: bool) -> None:
    assert parts(text, condition=0.1) == [(5, expected)]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            (
                "De twaalf die de M50 is gevraagd heeft Zeist rond: in de oude kweekschool.",
                "Valt de naastgelegen gymzaal vrij, dan komen daar nog eens twintig plekken.",
            ),
            [(12, False), (20, True)],
        ),
        (("De twaalf die u vroeg hebben wij nog lang niet rond; wij bieden er vier.",), [(4, False)]),
        (
            (
                "Zeven is het juiste aantal voor Zeist.",
                "Vijf van die zeven zijn hard.",
                "De overige twee zijn er alleen als de kerk haar handtekening zet.",
            ),
            [(5, False), (2, True)],
        ),
    ],
)
def test_what_is_ready_stands_beside_what_waits(
    texts: tuple[str, ...], expected: list[tuple[int, bool]]
) -> None:
    assert parts(*texts, condition=0.1) == expected


def moving_in(text: str, **acts: float) -> list[int | None]:
    more = Sentence("Wij bieden 20 plekken, mits de raad instemt.", Source.BODY, acts={"pledge": 0.9})
    sentences = [Sentence(text, Source.BODY, acts=acts), more]
    return [p.places for p in find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]]


def test_people_who_move_in_on_a_day_are_offered_a_place() -> None:
    text = "Per 3 september gaan vijf statushouders wonen in de pastorie."
    assert moving_in(text, pledge=0.15, existing=0.25) == [5, 20]
    assert moving_in(text, pledge=0.15, existing=0.8) == [20]


def test_what_is_added_above_a_mail_that_is_passed_on() -> None:
    offers = {"pledge": 0.8}
    sentences = [
        Sentence("Daar kunnen drie mensen in, die staan nog niet in zijn telling.", Source.BODY, acts=offers),
        Sentence("Wij komen uit op 9 plekken in het klooster.", Source.FORWARDED, acts=offers),
    ]
    found = find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [p.places for p in found] == [3, 9]


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Wij bieden zes studio's aan de haven, tweepersoons, voor statushouders.", 12),
        ("Wij bieden acht containerwoningen (eenpersoons).", 8),
        ("Wij bieden zes studio's en vier kamers, eenpersoons.", None),
    ],
)
def test_how_many_live_in_each_is_told_behind(text: str, people: int | None) -> None:
    assert pledges(text, towns=("Zeist",), condition=0.0)[0].persons_total == people
