"""Names and numbers by turns in one sentence. All numbers are invented; the sentences are the tests' own."""

import pytest

from intake.content import rules_dir
from intake.extraction.amounts import CountingRules, find_amounts, load_counting
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from intake.extraction.scope import Scope

TOWNS = ("Epe", "Heerde", "Hattem", "Oldebroek")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(rules_dir())


@pytest.fixture(scope="module")
def counting() -> CountingRules:
    return load_counting(rules_dir())


def told(gazetteer: Gazetteer, counting: CountingRules, text: str, before: str = "") -> dict[str, int | None]:
    """What a sentence of the municipality of Epe gives to each."""
    amounts = find_amounts(text, counting)
    sizes = {a.number.start: a.count or a.number.high for a in amounts}
    found = Scope(TOWNS, gazetteer, "Epe").shares(text, amounts, before)
    return {town: sizes[share.count] for share in found for town in share.towns if town}


READ = [
    ("Vanuit Heerde komen er negen en vanuit Hattem drie.", {"Heerde": 9, "Hattem": 3}),
    ("Acht in Heerde, twaalf in Hattem en één in Oldebroek.", {"Heerde": 8, "Hattem": 12, "Oldebroek": 1}),
    ("Bij ons zijn het er vijf en in Heerde zeven.", {"Epe": 5, "Heerde": 7}),
    ("Vier bij ons, zes in Heerde.", {"Epe": 4, "Heerde": 6}),
    ("Wij leveren er tien, Hattem levert er twee.", {"Epe": 10, "Hattem": 2}),
    ("Onze eigen gemeente heeft er zes en Heerde vier.", {"Epe": 6, "Heerde": 4}),
    ("In Vaassen komen er vijf en in Heerde drie.", {"Epe": 5, "Heerde": 3}),
    ("Epe en Heerde elk vijf, Hattem twee.", {"Epe": 5, "Heerde": 5, "Hattem": 2}),
    ("Tien van Epe en telkens drie van Heerde en Hattem.", {"Epe": 10, "Heerde": 3, "Hattem": 3}),
    ("In Epe en Heerde zes mensen per gemeente, in Hattem twee.", {"Epe": 6, "Heerde": 6, "Hattem": 2}),
    (
        "Epe, Heerde en Hattem bieden zes, vier respectievelijk twee plekken.",
        {"Epe": 6, "Heerde": 4, "Hattem": 2},
    ),
    ("Samen dertien plekken: Epe negen en Hattem vier.", {"Epe": 9, "Hattem": 4}),
    ("Voor Epe negen en voor Hattem vier, dertien bij elkaar dus.", {"Epe": 9, "Hattem": 4}),
    ("Het worden er niet vijf in Epe maar acht, en niet zes in Heerde maar drie.", {"Epe": 8, "Heerde": 3}),
    ("Voor Epe minstens vier, voor Heerde zes tot acht.", {"Epe": 4, "Heerde": 8}),
    ("Epe biedt, na overleg met de buurt, twaalf plekken, Heerde vijf.", {"Epe": 12, "Heerde": 5}),
    (
        "Epe twee woningen voor samen negen mensen, Heerde één woning voor een gezin van vijf.",
        {"Epe": 2, "Heerde": 1},
    ),
    ("De twee gemeenten melden zes plekken (Epe) en vier (Heerde).", {"Epe": 6, "Heerde": 4}),
    ("Er zijn hier zes plekken, en Heerde voegt er vier aan toe.", {"Epe": 6, "Heerde": 4}),
    (
        "Epe heeft plek voor zeven mensen en Apeldoorn voor twintig, Heerde voor drie.",
        {"Epe": 7, "Heerde": 3},
    ),
    ("Epe levert er negen, Heerde zes, en Hattem nog niets.", {"Epe": 9, "Heerde": 6}),
]
NOT_READ = [
    # A number for two together, with nothing that says it holds for each.
    "Epe en Heerde bieden samen twaalf plekken.",
    "Epe, Heerde en Hattem leveren acht plekken en nog eens zes.",
    # Two numbers with one name.
    "In Epe komen er zes en later nog vier, in Heerde drie.",
    # A whole and a part of it.
    "Epe biedt twintig plekken, waarvan er acht in Heerde liggen en drie in Hattem en twee elders.",
    # A number that is nobody's.
    "Epe doet er vier en Heerde drie, en ergens in de regio komen er acht bij.",
    "Epe heeft twee wijken en Heerde drie dorpen.",
    "Er komen zes plekken in Heerde.",
]


@pytest.mark.parametrize(("text", "expected"), READ)
def test_each_number_goes_with_the_name_in_its_piece(
    gazetteer: Gazetteer, counting: CountingRules, text: str, expected: dict[str, int]
) -> None:
    assert told(gazetteer, counting, text) == expected


@pytest.mark.parametrize("text", NOT_READ)
def test_what_does_not_come_out_is_not_read(gazetteer: Gazetteer, counting: CountingRules, text: str) -> None:
    assert told(gazetteer, counting, text) == {}


def test_the_order_of_the_sentence_before(gazetteer: Gazetteer, counting: CountingRules) -> None:
    before = "Epe, Hattem en Heerde hebben de zaak besproken."
    found = told(gazetteer, counting, "Zij nemen in die volgorde zes, vier en drie mensen op.", before)
    assert found == {"Epe": 6, "Hattem": 4, "Heerde": 3}
