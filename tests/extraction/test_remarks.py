"""What single sentences say became of places told before. Every sentence is invented."""

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.remarks import find_remarks
from intake.ties import Fate

COUNTING = load_counting(rules_dir())


def remarks(*texts: str, source: Source = Source.BODY) -> list[tuple[Fate, str]]:
    found = find_remarks([Sentence(text, source) for text in texts], COUNTING)
    return [(remark.fate, remark.text) for remark in found]


@pytest.mark.parametrize(
    ("text", "fate"),
    [
        ("De bijgebouwen vallen af.", Fate.GONE),
        ("Het huis in Rijp is vorige week verkocht.", Fate.GONE),
        ("Dat van de kerk wordt niks.", Fate.GONE),
        ("De vergunning voor de loods is geweigerd.", Fate.GONE),
        ("Die plekken kunt u doorstrepen.", Fate.GONE),
        ("Het contract voor de pastorie is getekend.", Fate.FIRM),
        ("De raad heeft ingestemd met het schoolgebouw.", Fate.FIRM),
        ("Die vijf gaan wel door en het vraagteken kan eraf.", Fate.FIRM),
        ("U kunt de pastorie dus definitief inboeken.", Fate.FIRM),
        ("Daarmee is het voorbehoud voor de loods van tafel.", Fate.FIRM),
        ("Kunt u de zolder weer onder voorbehoud noteren?", Fate.OPEN),
        ("De zolder is nog niet zeker.", Fate.OPEN),
        ("Aan de Kade verandert niets.", Fate.STAYS),
        ("Van het hotel houden wij nog maar de helft over.", Fate.LESS),
        ("De andere helft van de chalets gaat niet door.", Fate.LESS),
        ("Het worden er drie minder dan gemeld.", Fate.LESS),
        ("De kosterij is afgekeurd.", Fate.GONE),
        ("Het eerste pand is door brand verwoest.", Fate.GONE),
        ("Wij kunnen dus niets meer aanbieden.", Fate.GONE),
        ("De behandeling in de raad is doorgeschoven naar oktober.", Fate.OPEN),
        ("Wij houden de acht aan, met hetzelfde voorbehoud.", Fate.OPEN),
    ],
)
def test_a_sentence_says_what_became_of_something(text: str, fate: Fate) -> None:
    assert remarks(text) == [(fate, text.replace("?", "."))]


@pytest.mark.parametrize(
    "text",
    [
        "Hartelijk dank voor uw snelle antwoord.",
        "Gaat het pand in Rijp door?",
        "De sleutels liggen op het gemeentehuis.",
        "De helft van de mensen kan al in juni komen.",
    ],
)
def test_a_question_and_small_talk_say_nothing(text: str) -> None:
    assert remarks(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "De zestien plekken zijn niet van tafel.",
        "Zij is nog niet zeker van haar zaak, dat wordt vervolgd.",
        "De loods valt kleiner uit.",
        "Zegt de bank nee, dan gaat de loods niet door.",
    ],
)
def test_what_only_sounds_like_gone_or_firm(text: str) -> None:
    assert {fate for fate, _ in remarks(text)}.isdisjoint({Fate.GONE, Fate.FIRM})


def test_what_others_wrote_earlier_says_nothing() -> None:
    assert remarks("De bijgebouwen vallen af.", source=Source.SUBJECT) == []


def test_a_remark_knows_the_sentence_before_it_and_its_numbers() -> None:
    sentences = [
        Sentence("De loods in Rijp is nat.", Source.BODY),
        Sentence("Die acht vallen af.", Source.BODY),
    ]
    (remark,) = find_remarks(sentences, COUNTING)
    assert (remark.before, remark.numbers) == ("De loods in Rijp is nat.", {8})


def test_how_many_parts_are_meant_is_no_number_of_places() -> None:
    (remark,) = find_remarks([Sentence("De andere drie vallen af.", Source.BODY)], COUNTING)
    assert not remark.numbers


WEIGHTS = {fate.value: {"bias": -1.0, "model": 1.0, "rules": 2.0} for fate in Fate}


def heard(text: str, **odds: float) -> list[tuple[Fate, bool]]:
    fates = {fate.value: odds.get(fate.value, -3.0) for fate in Fate}
    found = find_remarks([Sentence(text, Source.BODY, fates=fates)], COUNTING, WEIGHTS)
    return [(remark.fate, remark.sure) for remark in found]


def test_the_model_hears_what_no_rule_knows() -> None:
    assert heard("De huurder blijft zitten waar hij zit.", gone=1.5) == [(Fate.GONE, False)]
    assert heard("De huurder blijft zitten waar hij zit.", gone=2.5) == [(Fate.GONE, True)]
    assert heard("De huurder blijft zitten waar hij zit.", gone=0.5) == []


def test_rule_and_model_are_weighed_together() -> None:
    assert heard("De bijgebouwen vallen af.", gone=0.2) == [(Fate.GONE, True)]
    assert heard("De bijgebouwen vallen af.", gone=-7.0) == []
    assert heard("De bijgebouwen vallen af.", stays=4.0, gone=0.2) == [(Fate.GONE, True)]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Ik moet drie van die acht weer inleveren.", 3),
        ("Er vallen er twee minder in de prijzen, twee minder dus.", 2),
        ("In Neede is de zolder te klein gebleken.", 0),
    ],
)
def test_how_many_fall_away_is_told_or_not_known(text: str, taken: int) -> None:
    sentence = Sentence(text, Source.BODY, fates={"less": 4.0})
    (remark,) = find_remarks([sentence], COUNTING, {"less": WEIGHTS["less"]})
    assert (remark.fate, remark.taken) == (Fate.LESS, taken)


@pytest.mark.parametrize(
    "text",
    [
        "Als het onderzoek tegenvalt, vallen die vijf af.",
        "Zegt de brandweer nee, dan gaat het hele plan niet door.",
        "De raad beslist in juni; zonder zijn akkoord gaat het niet door.",
    ],
)
def test_what_may_fall_away_is_open(text: str) -> None:
    assert remarks(text) == [(Fate.OPEN, text)]
