"""Pledges from sentences whose acts are given: what is counted once, for whom, and what is left out."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Pledge, Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from tests.extraction.reading import find_pledges

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())
TODAY = date(2026, 6, 5)


def offer(text: str, source: Source = Source.BODY, **acts: float) -> Sentence:
    return Sentence(text, source, acts={"pledge": 0.9, **acts})


def pledges(*sentences: Sentence | str, towns: tuple[str, ...] = ("Zeist",)) -> tuple[Pledge, ...]:
    given = [offer(s) if isinstance(s, str) else s for s in sentences]
    return find_pledges(given, towns, COUNTING, GAZETTEER, TODAY)[0]


def told(
    *sentences: Sentence | str, towns: tuple[str, ...] = ("Zeist",)
) -> list[tuple[int | None, int | None]]:
    return [(p.places, p.persons_total) for p in pledges(*sentences, towns=towns)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wij bieden zeventien kamers, drie per kamer.", (17, 51)),
        ("Wij bieden vijf woningen, samen voor 19 mensen.", (5, 19)),
        ("Er komen vier gezinnen, in totaal 17 personen.", (4, 17)),
        ("Beschikbaar zijn zes studio's, elk voor één persoon.", (6, 6)),
        ("Wij stellen acht tweepersoonskamers beschikbaar.", (8, 16)),
        ("Wij bieden twee panden van zeven plekken elk.", (14, None)),
        ("Wij kunnen drie echtparen plaatsen.", (6, None)),
    ],
)
def test_houses_and_their_people_are_counted_once(text: str, expected: tuple[int, int | None]) -> None:
    assert told(text) == [expected]


def test_households_here_and_people_there_are_both_offered() -> None:
    assert told("Onderdak is er voor twee gezinnen in Noord, vier alleenstaanden in Zuid.") == [
        (2, None),
        (4, None),
    ]


def test_a_shortened_word_names_the_total() -> None:
    assert told("- oude school 4 pl", "- de kade 9 pl", "tot. 13") == [(4, None), (9, None)]


def test_people_of_the_houses_may_stand_in_the_next_sentence() -> None:
    assert told("Wij bieden vijf woningen aan.", "Daar kunnen 18 mensen in.") == [(5, 18)]


def test_a_number_in_subject_body_and_summary_counts_once() -> None:
    assert told(
        offer("Aanmelding 14 plekken", Source.SUBJECT), "Wij bieden veertien plekken.", "Dus 14 plekken."
    ) == [(14, None)]


@pytest.mark.parametrize(
    "texts",
    [
        ("In totaal 22 plekken, waarvan 14 per juli en 8 per oktober.",),
        ("Wij bieden 14 plekken in juli.", "Daarnaast 8 plekken in oktober.", "In totaal 22 plekken."),
        ("14 plekken aan de Kerkstraat.", "8 plekken aan de Dijk.", "Dat telt op tot 22 plekken."),
    ],
)
def test_totals_and_parts_are_not_both_counted(texts: tuple[str, ...]) -> None:
    assert sum(p.places or 0 for p in pledges(*texts)) == 22


@pytest.mark.parametrize(
    "text",
    ["Het worden er 9.", "Wij doen er negen.", "Reken op negen.", "We kunnen er zeker negen toezeggen."],
)
def test_a_number_without_a_unit(text: str) -> None:
    assert told(text) == [(9, None)]


def test_a_range_has_bounds_and_no_number() -> None:
    (found,) = pledges("Wij kunnen tussen de 7 en 11 plekken bieden.")
    assert (found.places, found.min, found.max) == (None, 7, 11)


def test_a_correction_carries_the_new_total_and_the_old() -> None:
    (found,) = pledges(offer("Onze toezegging gaat van 11 naar 16 plekken.", change=0.9))
    assert (found.places, found.replaces) == (16, 11)


def test_growth_of_a_location_counts_the_difference() -> None:
    assert told("De flat groeit van 31 naar 45 plekken.") == [(14, None)]


def test_nog_eens_is_additional() -> None:
    (found,) = pledges("Wij bieden nog eens 13 plekken aan.")
    assert (found.places, found.additional) == (13, True)


def test_a_withdrawal_leaves_nothing() -> None:
    (found,) = pledges(offer("Wij trekken de 13 plekken in.", pledge=0.1, withdrawal=0.9))
    assert (found.places, found.withdrawn, found.replaces) == (0, True, 13)


def test_a_partial_withdrawal_leaves_the_rest() -> None:
    (found,) = pledges(offer("Drie van de elf plekken vervallen.", withdrawal=0.9, change=0.9))
    assert (found.places, found.replaces, found.withdrawn) == (8, 11, False)


@pytest.mark.parametrize(
    "text",
    [
        "Zeist 9, Soest 4 en Baarn 3.",
        "Wij bieden 9 plekken in Zeist, 4 in Soest en 3 in Baarn.",
        "Zeist, Soest en Baarn doen respectievelijk 9, 4 en 3 plekken.",
    ],
)
def test_each_municipality_has_its_number(text: str) -> None:
    found = {p.municipality: p.places for p in pledges(text, towns=("Zeist", "Soest", "Baarn"))}
    assert found == {"Zeist": 9, "Soest": 4, "Baarn": 3}


def test_elk_gives_each_the_same() -> None:
    found = {
        p.municipality: p.places
        for p in pledges("Zeist en Soest leveren elk zes plekken.", towns=("Zeist", "Soest"))
    }
    assert found == {"Zeist": 6, "Soest": 6}


@pytest.mark.parametrize(
    "remark",
    [
        "bestaand, niet voor jullie",
        "reeds bewoond sinds 2024, alleen ter info",
        "gaat niet door",
        "telt niet mee",
        "loopt al, tot 2028",
        "in gebruik",
        "blijft voor eigen bewoners",
    ],
)
def test_a_row_may_say_itself_that_it_does_not_count(remark: str) -> None:
    rows = ["Gorssel\t5\t1 september, bestaande bouw", "Eefde\t4\t1 januari", f"Laren\t26\t{remark}"]
    assert [p.places for p in pledges(*rows)] == [5, 4]


def test_a_table_counts_the_column_of_new_places_only() -> None:
    rows = ["Gemeente\tTaakstelling\tExtra plekken", "Zeist\t41\t9", "Soest\t30\t4", "Totaal\t71\t13"]
    found = {p.municipality: p.places for p in pledges(*rows, towns=("Zeist", "Soest"))}
    assert found == {"Zeist": 9, "Soest": 4}


def test_what_was_there_is_no_part_of_a_column_of_new_places() -> None:
    rows = [
        "Dorp\twas\tnieuw\twordt",
        "Gorssel\t20\t8\t28",
        "Eefde\t16\t0\t16",
        "Epse\t31\t10\t41",
        "Totaal\t67\t18\t85",
    ]
    assert [(p.places, p.replaces) for p in pledges(*rows)] == [(8, None), (10, None)]


def test_a_first_row_with_a_count_is_no_heading() -> None:
    rows = ["15-7-2026\t12 plekken\tEefde", "1-10-2026\t10 plekken\tGorssel", "Eindstand\t22 plekken"]
    assert [p.places for p in pledges(*rows)] == [12, 10]


@pytest.mark.parametrize(
    "text",
    [
        "Eefde: 20 plekken, maar dat zijn Oekraïners.",
        "Eefde: 20 plekken, al verhuurd.",
        "Eefde: 20 plekken (inmiddels bezet).",
    ],
)
def test_places_that_others_have_are_no_offer(text: str) -> None:
    assert [p.places for p in pledges("Gorssel: 5 plekken voor u.", text)] == [5]


def test_a_condition_belongs_to_its_own_tranche() -> None:
    found = pledges(
        "Wij bieden 12 plekken per juli.", offer("Nog eens 7 plekken, mits de raad instemt.", condition=0.9)
    )
    assert [(p.places, p.conditional) for p in found] == [(12, False), (7, True)]


def test_hard_and_soft_places_are_told_apart() -> None:
    assert [(p.places, p.conditional) for p in pledges("Zeven hard, vier zacht.")] == [(7, False), (4, True)]


def test_what_comes_on_top_is_in_the_number_that_it_leads_to() -> None:
    found = pledges("We doen er nog acht bovenop, waarmee wij op 32 staan.")
    assert [(p.places, p.replaces) for p in found] == [(32, 24)]


def test_mere_timing_is_no_condition() -> None:
    assert pledges("Wij bieden 12 plekken, maar pas na de omgevingsvergunning.")[0].conditional
    assert pledges("Wij bieden 12 plekken, alleen met instemming van de buren.")[0].conditional
    assert not pledges("Wij bieden 12 plekken zodra de woningen zijn opgeknapt.")[0].conditional


def test_two_spellings_that_differ_are_a_doubt() -> None:
    found, doubts = find_pledges(
        [offer("Wij bieden 12 (vijftien) plekken.")], ("Zeist",), COUNTING, GAZETTEER, TODAY
    )
    assert len(found) == 1
    assert any("12" in doubt and "15" in doubt for doubt in doubts)


@pytest.mark.parametrize(
    "text",
    [
        "De taakstelling is 43.",
        "Wij vangen 300 asielzoekers op.",
        "U noemt een richtgetal van 15 plekken.",
        "Er zijn 60 parkeerplekken.",
    ],
)
def test_a_number_that_is_no_offer(text: str) -> None:
    assert told("Wij bieden 12 plekken aan.", text) == [(12, None)]


def test_a_national_figure_is_no_offer() -> None:
    assert told("Wij bieden 12 plekken aan.", "In de opvang zitten 68.300 mensen.") == [(12, None)]


@pytest.mark.parametrize(
    "text", ["Acht wenplakken.", "Wy hawwe acht wenten.", "Acht bêden.", "Acht keamers."]
)
def test_frisian_places_are_counted(text: str) -> None:
    assert [p.places for p in pledges(text)] == [8]


def test_as_our_contribution_is_no_reservation() -> None:
    found = pledges("Wij bieden zes plekken.", "Noteer het maar als onze bijdrage aan de actie.")
    assert [(p.places, p.conditional) for p in found] == [(6, False)]
