"""Numbers beside an offer that do not count: lived in, fallen away, others', measures; and those that do. All invented."""

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.facts import Facts
from intake.extraction.gazetteer import load_gazetteer
from intake.extraction.tranches import can_too
from tests.extraction.reading import find_pledges
from tests.extraction.test_relations import TODAY, places, read


@pytest.mark.parametrize(
    "aside",
    [
        "(bewoond sinds januari, hier enkel volledigheidshalve genoemd)",
        ", inmiddels gevuld",
        "- al sinds mei bezet",
        ", maar die zijn in april al betrokken door een gezin",
        "(ter informatie)",
        ", maar die horen bij het COA",
        ", maar die tellen mee voor de opgave",
    ],
)
def test_an_aside_says_that_a_number_is_no_offer(aside: str) -> None:
    assert places("- Austerlitz - zes plekken", f"- Den Dolder - vijf plekken {aside}") == [6]


@pytest.mark.parametrize(
    "aside",
    [
        "(bezet tot oktober, daarna vrij)",
        ", nu in gebruik als kantoor",
        "(beschikbaar sinds januari)",
        ", betrokken kunnen ze worden in mei",
        ", maar die horen bij elkaar",
    ],
)
def test_an_aside_about_now_leaves_the_offer(aside: str) -> None:
    assert places("- Austerlitz - zes plekken", f"- Den Dolder - vijf plekken {aside}") == [6, 5]


@pytest.mark.parametrize(
    "last",
    [
        "Die stonden nog op de lijst maar zijn gisteren aan een starter gegund.",
        "Deze vervallen dus.",
        "Die zijn helaas verkocht.",
        "Die laatste gaan niet door.",
    ],
)
def test_what_the_next_sentence_says_is_gone(last: str) -> None:
    assert places("- Laan 2: tien plekken", "- Kerkpad, zes plekken.", last) == [10]


@pytest.mark.parametrize(
    "last",
    [
        "Die stonden vorig jaar nog niet op de lijst.",
        "Die zijn ons vrijdag toegezegd.",
        "Mocht de eigenaar verkopen, dan vervallen die.",
        "Die gaan niet eerder open dan mei.",
        "Die zijn toch niet verkocht?",
    ],
)
def test_what_the_next_sentence_leaves(last: str) -> None:
    assert places("- Laan 2: tien plekken", "- Kerkpad, zes plekken.", last) == [10, 6]


def test_places_that_grow_one_after_the_other() -> None:
    texts = (
        "Austerlitz gaat van tien naar zestien bewoners.",
        "Den Dolder gaat van vier naar zes.",
        "Bosch en Duin had er nul en krijgt er vijf.",
        "In Huis ter Heide blijft het bij acht.",
    )
    assert places(*texts) == [6, 2, 5]


def test_as_many_at_two_places_and_what_grows_besides() -> None:
    texts = (
        "De flat groeit van 20 naar 24 bewoners.",
        "De school gaat van zes naar tien.",
        "Het aantal leerlingen gaat van 80 naar 90.",
    )
    assert places(*texts)[:2] == [4, 4]


def test_an_offer_that_rises_stays_a_correction() -> None:
    (found,) = read("Ons aanbod gaat van tien naar veertien plekken.")[0]
    assert (found.places, found.replaces) == (14, 10)


def test_the_balance_is_the_number_right_behind_it() -> None:
    texts = (
        "Op 3 juni meldde ik twee adressen: Austerlitz met tien en Den Dolder met vier.",
        "Den Dolder moet ik laten vallen.",
        "Austerlitz gaat door, per saldo dus tien in plaats van veertien.",
    )
    assert [(p.places, p.replaces) for p in read(*texts)[0]] == [(10, 14)]


@pytest.mark.parametrize(
    "text",
    [
        "Er is een verhuispremie voor senioren, met budget voor 30 huishoudens.",
        "De meester heeft nog ruimte in groep 5 en 6.",
        "De taalles begint, in klassen van 15.",
        "Onze noorderburen hebben er veertien.",
    ],
)
def test_measures_and_neighbours_are_no_places(text: str) -> None:
    assert places("Wij bieden 12 plekken.", text) == [12]


def test_money_for_the_places_themselves() -> None:
    assert places("Wij krijgen subsidie voor 12 plekken en bieden die aan u aan.") == [12]


def test_a_new_giver_takes_nothing_from_the_number_before() -> None:
    texts = ("In het huis passen vijf mensen.", "En een echtpaar wil er twee in huis nemen.")
    assert places(*texts) == [5, 2]


def test_who_drops_out_takes_the_own_number() -> None:
    sentences = [
        Sentence("Wij bieden zes plekken.", Source.BODY, acts={"pledge": 0.9}),
        Sentence(
            "Twee andere eigenaren, samen goed voor elf kamers, trokken zich terug.",
            Source.BODY,
            acts={"pledge": 0.3},
        ),
    ]
    counting, gazetteer = load_counting(rules_dir()), load_gazetteer(rules_dir())
    found, _ = find_pledges(sentences, ("Zeist",), counting, gazetteer, TODAY)
    assert [p.places for p in found] == [6]


def test_what_comes_beside_the_number_told_before() -> None:
    texts = ("Wij bieden zes plekken in de school.", "PS. vier in het koetshuis kan ook.")
    assert places(*texts, "Die komen dus bij de zes.") == [6, 4]


def test_another_number_for_the_same_is_no_more() -> None:
    assert can_too(" in het koetshuis kan ook.")
    assert not can_too(" kan ook.")
    assert not can_too(" in het koetshuis kan ook, maar die zitten al in de zes.")


@pytest.mark.parametrize(
    ("texts", "listed"),
    [
        (("Van 20 gaan wij naar 32 bewoners in de flat.", "Daar komt een lift."), False),
        (("De flat gaat van 20 naar 32 bewoners.", "De school gaat van vier naar zes."), True),
    ],
)
def test_one_place_that_grows_is_no_list(texts: tuple[str, ...], listed: bool) -> None:
    sentences = [Sentence(text, Source.BODY) for text in texts]
    assert bool(Facts(sentences, load_counting(rules_dir())).growing) is listed


def test_homes_with_so_many_people_in_each_are_not_lived_in_yet() -> None:
    assert places("Acht eengezinswoningen, bewoond door gemiddeld drie mensen.") == [8]


def test_on_top_of_a_task_is_said_of_every_offer() -> None:
    texts = (
        "Wij bieden 14 plekken.",
        "Deze komen in twee oude zorgwoningen.",
        "Ze komen bovenop de taakstelling van 48.",
    )
    assert places(*texts) == [14]
