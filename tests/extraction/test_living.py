"""How many people live in the homes that are offered: so many in each, so many in all, and whose they are."""

import pytest

from intake.domain import Sentence, Source
from tests.extraction.reading import find_pledges
from tests.extraction.test_relations import COUNTING, GAZETTEER, TODAY, read

Pairs = list[tuple[int | None, int | None]]


def pairs(*texts: str) -> Pairs:
    return [(p.places, p.persons_total) for p in read(*texts)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij bieden acht kamers, ieder voor een persoon.", [(8, 8)]),
        ("Wij bieden vier flats, elk bestemd voor een koppel.", [(4, 8)]),
        ("Wij bieden vier flats, elk geschikt voor een echtpaar of twee alleenstaanden.", [(4, 8)]),
        ("Wij bieden zes huizen, elk voor een gezin van vier.", [(6, 24)]),
        ("Wij bieden zes huizen, elk voor één gezin.", [(6, None)]),
        ("Wij bieden zes huizen met elk drie slaapkamers.", [(6, None)]),
        ("Wij bieden zes huizen, elk met een begeleider.", [(6, None)]),
        ("Wij kunnen een man of twaalf kwijt.", [(12, None)]),
    ],
)
def test_an_article_tells_who_lives_in_each(text: str, expected: Pairs) -> None:
    assert pairs(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Wij bieden negen kamers, alle negen voor één bewoner.",), [(9, 9)]),
        (("Wij bieden vijf flats, alle vijf voor drie personen.",), [(5, 15)]),
        (("Wij bieden twee huizen, allebei geschikt voor vier mensen.",), [(2, 8)]),
        (("Wij bieden drie huizen.", "Ze zijn alle drie even groot, met slaapplek voor vier."), [(3, 12)]),
        (
            ("Wij bieden drie huizen.", "Alle drie hebben plek voor vier, dus er komen vier mensen in."),
            [(3, 12)],
        ),
        (("Wij bieden drie huizen, alle drie samen voor twaalf personen.",), [(3, 12)]),
        (("Wij bieden drie huizen, alle drie voor statushouders.",), [(3, None)]),
        (("Wij bieden acht plekken, allemaal beschikbaar voor twee jaar.",), [(8, None)]),
    ],
)
def test_what_is_said_of_all_of_them_holds_for_each(texts: tuple[str, ...], expected: Pairs) -> None:
    assert pairs(*texts) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Wij bieden drie seniorenflats, daar kunnen er zes in.",), [(3, 6)]),
        (("Wij bieden drie seniorenflats, waar er zes in kunnen.",), [(3, 6)]),
        (("Wij bieden drie seniorenflats.", "Daar kunnen er zes wonen."), [(3, 6)]),
        (("Wij bieden drie flats in Bosch en Duin en zes in Den Dolder.",), [(3, None), (6, None)]),
        (("Wij bieden drie families een huis, vijf, vijf en drie mensen.",), [(3, 13)]),
    ],
)
def test_who_goes_in_there_is_people(texts: tuple[str, ...], expected: Pairs) -> None:
    assert pairs(*texts) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("In Den Dolder een gezin van vijf.", "In Zeist twee gezinnen van vier."), [(1, 5), (2, 8)]),
        (("Wij bieden vijftien plekken.", "Denk aan een gezin van vijf."), [(15, None)]),
        (("Er is een huis voor een gezinnetje van drie en een huis voor een gezin van vijf.",), [(1, 3), (1, 5)]),
        (("Wij helpen één gezin van vier personen.", "Een tweede huis met plek voor zes is al beloofd."), [(1, 4)]),
    ],
)  # fmt: skip
def test_families_of_their_own_size_count_beside_each_other(texts: tuple[str, ...], expected: Pairs) -> None:
    assert pairs(*texts) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Wij bieden: a. Kasteel: acht kamers, ieder voor twee personen; b. Stal: vijf kamers, ieder voor een persoon; "
            "c. Poorthuis: drie kamers, ieder voor vier personen.",
            [(8, 16), (5, 5), (3, 12)],
        ),
        ("Wij bieden: Dorp: twee huizen; Stad: één gezin van vier.", [(2, None), (1, 4)]),
        ("Wij bieden 20 plekken: Dorp: 12; Stad: 8.", [(12, None), (8, None)]),
    ],
)
def test_behind_a_semicolon_a_label_begins_something_else(text: str, expected: Pairs) -> None:
    assert pairs(text) == expected


def test_what_the_homes_come_to_counts_homes() -> None:
    texts = (
        "Daar stonden wij in de boeken met drie huizen.",
        "De corporatie legt er twee bij, dus maak er vijf van.",
        "Alles opgeteld wonen daar straks zeventien mensen.",
    )
    found = read(*texts)[0]
    assert [(p.places, p.persons_total, p.replaces) for p in found] == [(5, 17, 3)]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Aantal woningen: 4", "Aantal bewoners: 10"), [(4, 10)]),
        (("- Den Dolder: 5 plekken, per direct", "- Huis ter Heide: drie flats"), [(5, None), (3, None)]),
    ],
)
def test_labels_pair_numbers_only_where_they_say_what_is_counted(
    lines: tuple[str, ...], expected: Pairs
) -> None:
    assert pairs(*lines) == expected


def test_a_row_tells_who_live_in_its_homes_beside_other_rows() -> None:
    lines = ("Ons aanbod:", "- Rhenen - twee dienstwoningen voor samen negen mensen", "- Ede - zes plekken")
    sentences = [Sentence(line, Source.BODY, acts={"pledge": 0.8}) for line in lines]
    found = find_pledges(sentences, ("Rhenen", "Ede"), COUNTING, GAZETTEER, TODAY)[0]
    assert [(p.municipality, p.places, p.persons_total) for p in found] == [
        ("Rhenen", 2, 9),
        ("Ede", 6, None),
    ]


def test_a_place_and_its_number_without_a_verb_goes_with_those_beside_it() -> None:
    told = [("In Den Dolder negen plekken.", 0.8), ("In Austerlitz drie jonge mannen.", 0.2)]
    sentences = [Sentence(text, Source.BODY, acts={"pledge": heard}) for text, heard in told]
    found = find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [p.places for p in found] == [9, 3]
