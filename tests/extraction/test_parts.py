"""A whole and its parts: what adds up is counted once, and households one by one."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from tests.extraction.reading import find_pledges
from tests.extraction.test_relations import places

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())
TODAY = date(2026, 6, 5)
Told = list[tuple[int | None, int | None]]


def said(text: str, **acts: float) -> Sentence:
    return Sentence(text, Source.BODY, acts=acts or {"pledge": 0.8})


def read(*given: str | Sentence, towns: tuple[str, ...] = ("Zeist",)) -> Told:
    sentences = [s if isinstance(s, Sentence) else said(s) for s in given]
    found = find_pledges(sentences, towns, COUNTING, GAZETTEER, TODAY)[0]
    return [(p.places, p.persons_total) for p in found]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            (
                "Wij krijgen zes huizen, samen goed voor 21 mensen.",
                "Drie ervan staan in Austerlitz, drie in Bosch.",
            ),
            [(6, 21)],
        ),
        (
            ("Er komen 16 nieuwe plekken.", "Eerst zijn de tien kamers voor klaar, daarna de zes boven."),
            [(16, None)],
        ),
        (
            (
                "Wij stellen drie woningen open die samen elf personen herbergen, zes in Bosch en vijf in Den Dolder.",
            ),
            [(3, 11)],
        ),
        (
            ("Daar zijn plekken: 9 aan de Laan (vier flats van de corporatie) en 5 in Bosch.",),
            [(9, None), (5, None)],
        ),
        (("Per mei komen er negen, in de vier boswoningen.",), [(9, None)]),
        (
            ("Negen man in Bosch, zeven in Austerlitz en twee in Soesterberg.",),
            [(9, None), (7, None), (2, None)],
        ),
        (
            ("Op twee plaatsen maken wij ruimte: zeven man in Bosch, zes in Austerlitz.",),
            [(7, None), (6, None)],
        ),
        (("Wij bieden 14 plekken, verdeeld over drie plekken in het dorp.",), [(14, None)]),
        (("Locatie 1 is goed voor 8, locatie 2 voor 5.",), [(8, None), (5, None)]),
        (("Stap twee levert er vier op.",), [(4, None)]),
        (
            ("Elf plekken, bestaande uit 7 Wolvega en 4 in Noordwolde.",),
            [(7, None), (4, None)],
        ),
        (
            ("21 plekken, opgebouwd uit 9 Wolvega, 8 in Noordwolde en 4 Oldeholtpade.",),
            [(9, None), (8, None), (4, None)],
        ),
    ],
)
def test_parts_and_their_whole_are_counted_once(texts: tuple[str, ...], expected: Told) -> None:
    assert read(*texts) == expected


def test_a_total_after_a_list_is_not_added() -> None:
    lines = ("Bosch, hoekhuis: 4 personen", "Austerlitz, flat: 3 personen", "Bij elkaar: 7 personen")
    beside = said("Mensen op de wachtlijst: 31", pledge=0.6)
    assert read(beside, *lines)[-2:] == [(4, None), (3, None)]


def test_a_label_with_one_house_tells_who_go_into_it() -> None:
    found = find_pledges([said("Bosch, de pastorie: 6")], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [(p.places, str(p.unit)) for p in found] == [(6, "plekken")]


def test_a_range_may_have_articles() -> None:
    found = find_pledges(
        [said("De nieuwbouw levert er tussen de zes en de tien op.")], ("Zeist",), COUNTING, GAZETTEER, TODAY
    )[0]
    assert [(p.min, p.max) for p in found] == [(6, 10)]


def test_the_sum_of_several_municipalities_is_nobodys_own() -> None:
    towns = ("Zeist", "Bunnik", "De Bilt")
    sentences = [said("Zeist neemt er acht, Bunnik vier en De Bilt zeven, samen dus negentien.")]
    found = find_pledges(sentences, towns, COUNTING, GAZETTEER, TODAY)[0]
    assert {(p.municipality, p.places) for p in found} == {("Zeist", 8), ("Bunnik", 4), ("De Bilt", 7)}


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (
            ("In de pastorie kunnen zes mensen.", "In Bosch is plek voor een huishouden van vijf."),
            [(6, None), (1, 5)],
        ),
        (("Bosch: een moeder met drie meisjes.", "Austerlitz: een echtpaar."), [(4, None), (2, None)]),
        (("Wij plaatsen twee gezinnen: eentje van zes en eentje van vier.",), [(2, 10)]),
        (("Er zijn twee huishoudens, samen negen zielen, welkom.",), [(2, 9)]),
        (("Wij bieden 12 plekken.", "In Bosch staat een woning voor een gezin van vijf."), [(12, None)]),
    ],
)
def test_households_count_with_their_people(texts: tuple[str, ...], expected: Told) -> None:
    assert read(*texts) == expected


def test_a_column_of_what_is_new_goes_before_what_a_building_holds() -> None:
    rows = ("locatie\tcapaciteit gebouw\tvoor deze actie", "Bosch\t50\t11", "Austerlitz\t24\t6")
    assert read("Dit is ons aanbod:", *rows) == [(11, None), (6, None)]


def test_a_part_at_another_place_is_no_tranche() -> None:
    assert places("Acht plekken, waarvan twee in Liempde.") == [8]
    assert places("Acht plekken, waarvan twee pas in mei.") == [6, 2]


def test_so_many_in_each_village_are_in_the_number_before() -> None:
    assert places("Wij stellen negen plekken beschikbaar in Horn, Haelen en Heythuysen, drie per dorp.") == [
        9
    ]


def test_a_name_and_a_number_on_a_line_is_an_item() -> None:
    assert places("Wij bieden in vier dorpen plekken:", "Horn 6", "Haelen 4", "Baexem 3", "Heythuysen 3") == [
        6,
        4,
        3,
        3,
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het zijn er vijf geworden: een gezin van drie in Horn en twee alleenstaanden in Haelen.", [5]),
        ("Wij huisvesten drie personen extra, een moeder met twee kinderen.", [3]),
        (
            "Wij hebben ruimte voor zes mensen, namelijk twee alleenstaanden in Horn en een gezin van vier.",
            [6],
        ),
        ("Wij huisvesten drie personen in Horn en daarnaast een moeder met twee kinderen.", [3, 3]),
    ],
)
def test_who_they_are_is_no_further_offer(text: str, expected: list[int]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize("heading", ["Hierbij onze opgave: 15 extra plekken.", "Wij bieden 15 plekken."])
def test_the_lines_of_a_list_are_in_the_number_above_it(heading: str) -> None:
    assert sum(n or 0 for n in places(heading, "- Horn: 7", "- Haelen: 5", "- Baexem: 3")) == 15
    assert sum(n or 0 for n in places(heading, "- Horn: 7", "- Haelen: 8")) == 15


def test_two_lines_that_make_up_a_third_by_chance_stay() -> None:
    assert places("- Horn: 5 plekken", "- Haelen: 3 plekken", "- Baexem: 2 plekken") == [5, 3, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Noord: 12 plekken, West: 9 plekken, Zuid: 4 plekken.", [12, 9, 4]),
        ("per mei: 8 plekken per juli: 12 plekken per september: 10 plekken", [8, 12, 10]),
        ("Ons aanbod: 12 plekken: 10 in Noord.", [12]),
    ],
)
def test_a_label_before_a_colon_is_no_whole(text: str, expected: list[int]) -> None:
    assert places(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twee daarvan krijgen wij: twee studio's met elk drie bedden, zes dus.", [(2, 6)]),
        ("Twee zijn er voor u: twee huizen in Oost, samen voor zes mensen.", [(2, 6)]),
        (
            "Van de flats zijn er twee voor statushouders, twee bovenwoningen voor gezinnen van drie.",
            [(2, 6)],
        ),
        ("Wij doen er vier, vier appartementen aan de Kade.", [(4, None)]),
        ("Er komen er drie vrij, namelijk drie huizen voor elk vijf mensen.", [(3, 15)]),
        ("Wij leveren drie plekken en drie woningen.", [(3, None), (3, None)]),
    ],
)
def test_homes_of_which_the_number_was_just_told_are_the_same(text: str, expected: Told) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er is ruimte voor twee gezinnen, samen zeven mensen, in twee huizen aan de Kade.", [(2, 7)]),
        ("Wij bieden plek aan drie gezinnen, in totaal elf personen, in drie nieuwe woningen.", [(3, 11)]),
        ("Vier huishoudens (samen negen mensen) kunnen terecht in vier appartementen.", [(4, 9)]),
        ("Er is ruimte voor twee gezinnen, samen zeven mensen, en voor twee huizen wordt nog gezocht.", None),
    ],
)
def test_households_are_not_counted_beside_the_homes_they_go_into(text: str, expected: Told | None) -> None:
    found = read(text)
    assert found == expected if expected else found[0] == (2, 7)


@pytest.mark.parametrize(
    ("texts", "people"),
    [
        (
            (
                "Wij bieden drie huizen: Kade 1 (vijf personen), Laan 2 (twee personen), Plein 3 (vier personen).",
            ),
            11,
        ),
        (
            ("Er komen twee flats vrij, te weten de linker voor zes mensen en de rechter voor vijf mensen.",),
            11,
        ),
        (
            (
                "Drie woningen: Kade 1 (4 personen), Laan 2 (4 personen) en Plein 3 (3 personen), elf in totaal.",
            ),
            11,
        ),
        (
            (
                "Twee woningen hebben we: aan de Kade voor acht mensen en aan de Laan voor drie mensen.",
                "Elf dus.",
            ),
            11,
        ),
    ],
)
def test_homes_listed_with_the_people_in_each_hold_them_all(texts: tuple[str, ...], people: int) -> None:
    (found,) = read(*texts)
    assert found[1] == people


@pytest.mark.parametrize(
    "second",
    [
        "Voor een tweede appartement, ook voor drie, moet de welstand nog toestemming geven.",
        "Een tweede woning, eveneens voor drie personen, volgt als de raad instemt.",
    ],
)
def test_a_second_home_comes_beside_the_first(second: str) -> None:
    sentences = [said("Een appartement voor drie personen is in mei gereed."), said(second)]
    found = find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [(p.persons_total, p.conditional) for p in found] == [(3, False), (3, True)]


def test_what_stands_and_is_then_promised_is_offered_beside_what_may_come() -> None:
    texts = (
        "Het huis biedt plaats aan zes statushouders.",
        "Die zes zeggen wij toe.",
        "Als de subsidie komt kunnen daar nog zes mensen bij.",
    )
    found = find_pledges([said(t) for t in texts], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [(p.places, p.conditional) for p in found] == [(6, False), (6, True)]


@pytest.mark.parametrize(
    "rest",
    [
        "De andere vier zijn van de corporatie, die nog bekijkt of zij meewerkt.",
        "De overige vier zijn van een particulier, die nog overweegt of hij wil verhuren.",
        "De andere vier zijn van de kerk, die nog beziet of zij instemt.",
    ],
)
def test_the_rest_that_its_owner_still_weighs_is_conditional(rest: str) -> None:
    texts = ("Wij bieden twaalf plekken.", "Acht daarvan zijn rond.", rest)
    found = find_pledges([said(t) for t in texts], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [(p.places, p.conditional) for p in found] == [(8, False), (4, True)]


@pytest.mark.parametrize(
    "text",
    [
        "De provincie moet daarvoor nog toestemming geven, wat in de eerste vier jaar niet is voorgekomen.",
        "Daarvoor moet de raad nog instemmen, en die ziet op tegen de laatste twee weken van juni.",
    ],
)
def test_a_time_is_no_part_that_a_condition_tells_apart(text: str) -> None:
    texts = ("In het woonhuis kunnen negen statushouders wonen.", text)
    found = find_pledges([said(t) for t in texts], ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    assert [(p.places, p.conditional) for p in found] == [(9, True)]
