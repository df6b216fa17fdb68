"""Offers of one municipality whose number stands among other numbers."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from intake.extraction.offering import asks_to_note, grants
from tests.extraction.reading import find_pledges

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())
TODAY = date(2026, 6, 5)
Told = list[tuple[int | None, bool]]


def offer(text: str, **acts: float) -> Sentence:
    return Sentence(text, Source.BODY, acts={"pledge": 0.9, **acts})


def aside(text: str, **acts: float) -> Sentence:
    return Sentence(text, Source.BODY, acts={"info": 0.9, **acts})


def told(*sentences: Sentence | str) -> Told:
    given = [offer(s) if isinstance(s, str) else s for s in sentences]
    found = find_pledges(given, ("Zeist",), COUNTING, GAZETTEER, TODAY)[0]
    return [(p.places, p.conditional) for p in found]


def total(*sentences: Sentence | str) -> int:
    return sum(places or 0 for places, _ in told(*sentences))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Negen plekken in Oost, vijf in West: veertien in totaal.", "Daar komen in april vier plekken bij."),
        ("Wij bieden elf plekken aan de Lindelaan.", "Volgend jaar komt er eenzelfde aantal in Oost."),
        (
            "Wij bieden tien plekken in de oude school.",
            "Een tweede tiental volgt in het voorjaar op de zolder.",
        ),
        ("Wij bieden acht plekken in de pastorie.", "In mei zouden er drie bij kunnen in de schuur."),
        ("Wij bieden zes plekken in het poortgebouw.", "Een tweede deel, van zes, volgt in de oranjerie."),
    ],
)
def test_a_second_tranche_comes_on_top_of_the_first(first: str, second: str) -> None:
    sizes = {"Negen": 18, "elf": 22, "tien": 20, "acht": 11, "zes": 12}
    assert total(first, second) == next(size for word, size in sizes.items() if word in first)


def test_places_told_by_their_article_do_not_come_on_top() -> None:
    assert total("Wij bieden acht plekken in de pastorie.", "De acht plekken komen in mei vrij.") == 8


def test_a_date_told_precisely_corrects_no_number() -> None:
    text = "Nu hebben wij zeven plekken voor u, in de herfst (2 oktober om precies te zijn) komen er twee in Zuid bij."
    assert total(text) == 9


def test_a_total_that_numbers_beside_it_make_up_corrects_none_of_them() -> None:
    text = "Er zijn zes plekken in Noord, en vier in een rij van twee woningen in Zuid: tien in totaal."
    assert told(offer(text, change=0.6))[-1:] != [(2, False)]
    assert total(offer(text, change=0.6)) in {10, 12}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Van het restant, veertien, stellen wij er negen aan statushouders beschikbaar.", 9),
        ("Van de lege kamers (tien) bieden wij er zes aan u.", 6),
        ("Wij bieden negen plekken in Noord, en zes in Zuid.", 15),
    ],
)
def test_a_whole_beside_its_name_is_no_offer(text: str, places: int) -> None:
    assert total(text) == places


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Een boer heeft een stal waar vier statushouders kunnen wonen; die vier plekken komen erbij.", 4),
        ("Wij houden het bij drie, maar dan wel drie gezinnen.", 3),
        ("Dat is samen vijftien, en vijftien is ook het aanbod.", 15),
        ("Wij bieden vier plekken in Noord en vier in Zuid.", 8),
    ],
)
def test_a_number_told_again_in_its_sentence_counts_once(text: str, places: int) -> None:
    assert total(text) == places


def test_what_an_offer_may_grow_to_is_conditional_and_the_rest_is_firm() -> None:
    grown = "Lukt het om de smederij te kopen, dan worden het er twaalf."
    assert told("Acht mensen kunnen terecht in Oost.", offer(grown, condition=0.9)) == [(8, False), (4, True)]


def test_a_growth_without_a_condition_is_no_second_part() -> None:
    assert all(not conditional for _, conditional in told("Wij bieden acht plekken.", "Dat worden er tien."))


def test_a_hope_is_no_offer() -> None:
    assert total("U kunt op veertien plekken rekenen en hopen op twintig.") == 14


def test_a_condition_that_is_met_makes_the_number_firm_whatever_the_date() -> None:
    then = "In onze brief van 3 mei boden wij tien plekken aan onder de voorwaarde dat de raad zou instemmen."
    now = "De tien plekken zijn daarmee zeker en vanaf half juli te gebruiken."
    assert total(offer(then, condition=0.6), aside("De raad heeft op 20 mei ingestemd."), now) == 10


def test_a_firm_part_told_apart_further_on_counts_once() -> None:
    sentences = (
        offer("Zeist wil twaalf statushouders een plek geven."),
        offer("Voor vijf daarvan is nog toestemming van de provincie nodig.", condition=0.9),
        offer("De andere zeven zijn zeker: vier in Oost, drie in West."),
    )
    assert total(*sentences) == 12


def test_an_objection_leaves_a_part_open() -> None:
    sentences = (
        offer("De oude mavo levert er nu zestien op."),
        offer("De gymzaal is goed voor nog zes, maar de buren hebben beroep ingesteld.", pledge=0.7),
    )
    assert told(*sentences) == [(16, False), (6, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Het college beslist er morgen over en er zijn drie raadsleden die twijfelen.",
        "De vergaderzaal heeft plek voor twintig personen.",
        "Er zijn vier insprekers geweest.",
    ],
)
def test_people_who_come_for_something_else_are_no_places(sentence: str) -> None:
    assert total("Wij bieden negen plekken aan.", offer(sentence, condition=0.9)) == 9


def test_a_household_that_gives_is_not_the_one_that_comes() -> None:
    assert total("Een echtpaar in Oost stelt zijn bovenverdieping beschikbaar voor drie personen.") == 3


def test_a_household_that_comes_counts() -> None:
    assert total("Een echtpaar bieden wij een plek in de Dorpsstraat.") == 2


@pytest.mark.parametrize(
    "answer",
    [
        "Na de keuring bleek geen enkele geschikt, zodat wij op nul uitkomen.",
        "Nieuwe plekken levert dit niet op.",
        "Over aantallen hebben wij het niet gehad.",
    ],
)
def test_numbers_that_are_given_up_are_no_offer(answer: str) -> None:
    assert told("Op papier leverde dat vier, zes en twee plekken op.", aside(answer)) == []


def test_nothing_left_of_a_backlog_denies_no_offer() -> None:
    assert total("Met onze achterstand komen wij op nul uit.", "Wij bieden negen plekken aan.") == 9


def test_a_question_offers_where_the_next_sentence_lets_it_be_noted() -> None:
    asked = Sentence(
        "Zouden jullie gebaat zijn bij zeven statushouders in Oost?", Source.BODY, acts={"pledge": 0.2}
    )
    granted = aside("Dan mogen jullie die inboeken.")
    assert told(asked, granted) == [(7, False)]
    assert told(asked, aside("Wij horen het graag.")) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dan mogen jullie die inboeken.", True),
        ("In dat geval kunt u ons noteren.", True),
        ("Dan mogen wij die inboeken.", False),
        ("Mogen jullie die dan inboeken?", False),
    ],
)
def test_leave_to_note(text: str, found: bool) -> None:
    assert grants(text) is found


def test_a_question_to_change_a_number_asks_to_note_it() -> None:
    assert asks_to_note("Wilt u dat wijzigen van 20 in 25?")
    assert asks_to_note("Kunnen er nog vier bij?")
    assert not asks_to_note("Mogen er ook kinderen bij?")
    changed = "Op 3 mei gaven wij u 20 plekken door; wilt u dat wijzigen van 20 in 25?"
    assert total(offer(changed, pledge=0.4, change=0.9)) == 25


def test_a_total_that_grows_by_homes_is_no_number_of_people() -> None:
    assert total("Drie woningen erbij, waarmee het totaal op acht komt.") == 8


def test_what_was_added_explains_the_new_number() -> None:
    assert (
        total(offer("Graag 9 wijzigen in 14.", change=0.9), "Er zijn vijf plaatsen bijgekomen in Oost.") == 14
    )


def test_a_number_without_a_unit_and_who_live_in_it() -> None:
    assert total("De negen die blijven staan, zetten wij in.", "Die zijn goed voor 24 statushouders.") == 24


def test_what_is_left_after_places_that_drop_out() -> None:
    sentences = (
        aside("Wij hadden u dertig plekken in het vooruitzicht gesteld."),
        offer(
            "De brandweer keurde de zolder af, zodat er twaalf plekken afgaan.", change=0.9, withdrawal=0.7
        ),
        offer("Achttien houden we over en die bevestig ik."),
    )
    assert total(*sentences) == 18


def test_what_vng_asked_is_met_or_only_told() -> None:
    assert total("Zeist levert precies wat de brief van ons vraagt: vijf plekken.") == 5
    asked = aside(
        "U vroeg aan gemeenten van onze omvang een bijdrage in de orde van grootte van vijftien plekken."
    )
    assert total(asked, "Wij hebben zes plekken in Oost, evenveel in West en nog eens drie in Zuid.") == 15
