"""Thousands of generated sentences: a number that is something else never becomes an amount of a pledge."""

import random
from collections.abc import Callable

import pytest

from intake.content import rules_dir
from intake.domain import Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from intake.extraction.places import PledgeReader
from intake.pipeline import load_examiner
from intake.second_reader import ReadsPledges
from tests.extraction.test_places import TODAY

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())
ROUNDS = 250
FRAMES = (
    "Wij bieden 12 plekken aan, {}.",
    "{} - wij bieden 12 plekken aan.",
    "Wij stellen 12 plekken beschikbaar ({}).",
    "Hierbij melden wij 12 plekken aan; {}.",
    "Wij bieden 12 plekken aan. {}",
)
Maker = Callable[[random.Random], str]


def _phone(r: random.Random) -> str:
    digits = "".join(str(r.randint(0, 9)) for _ in range(8))
    return r.choice(
        [
            f"bel 06-{digits}",
            f"tel. 06 {digits}",
            f"telefoon 0{digits[:2]} {digits[2:5]} {digits[5:]}0",
            f"+31 6 {digits}",
            f"(0{digits[:3]}) {digits[3:]}1",
        ]
    )


def _postcode(r: random.Random) -> str:
    return (
        f"{r.randint(1000, 9999)}{r.choice(['', ' '])}{r.choice('ABCDEFGHJK')}{r.choice('ABCDEFGHJK')} Zeist"
    )


def _year(r: random.Random) -> str:
    return r.choice(["in {}", "sinds {}", "begroting {}", "eind {}", "het jaar {}"]).format(
        r.randint(1950, 2035)
    )


def _money(r: random.Random) -> str:
    value = r.randint(1, 99999)
    return r.choice(
        [
            f"€ {value}",
            f"€{value},-",
            f"{value} euro",
            f"EUR {value}",
            f"€ {value:,}".replace(",", ".") + ",50",
            f"{value % 90 + 1} miljoen",
        ]
    )


def _article(r: random.Random) -> str:
    number = r.randint(1, 299)
    return r.choice(
        [
            f"artikel {number} van de wet",
            f"art. {number}",
            f"artikel {number} lid {number % 9 + 1}",
            f"§ {number}",
            f"artikelen {number} en {number + 1}",
        ]
    )


def _case(r: random.Random) -> str:
    number = r.randint(1000, 999999)
    return r.choice(
        [
            f"zaaknummer {number}",
            f"kenmerk Z{number}",
            f"ons kenmerk {number}",
            f"Z-2026-{number}",
            f"dossier {number}",
            f"zaak 2026/{number}",
        ]
    )


def _time(r: random.Random) -> str:
    hour, minute = r.randint(0, 23), r.randint(0, 59)
    return r.choice(
        [
            f"om {hour}.{minute:02d} uur",
            f"om {hour}:{minute:02d}",
            f"{hour} uur",
            f"tussen {hour}.00 en {hour}.{minute:02d} uur",
        ]
    )


def _house(r: random.Random) -> str:
    street = r.choice(["Dorpsstraat", "Stationsweg", "Kerklaan", "Raadhuisplein", "Oudegracht", "Ringbaan"])
    return f"{street} {r.randint(1, 399)}{r.choice(['', 'a', '-2', ' B'])}"


def _date(r: random.Random) -> str:
    day = r.randint(1, 28)
    return r.choice(
        [
            f"per {day} juli",
            f"op {day} september 2026",
            f"{day}-{r.randint(1, 12)}-2026",
            f"vanaf {day}/{r.randint(1, 12)}",
        ]
    )


MAKERS = [_phone, _postcode, _year, _money, _article, _case, _time, _house, _date]


@pytest.fixture(scope="module", params=["the rules alone", "with the second reader"])
def reads(request: pytest.FixtureRequest) -> ReadsPledges:
    return load_examiner(use_model=request.param != "the rules alone").reads_pledges


@pytest.mark.parametrize("make", MAKERS, ids=lambda make: make.__name__.strip("_"))
def test_never_an_amount_of_a_pledge(reads: ReadsPledges, make: Maker) -> None:
    chance = random.Random(make.__name__)
    for _ in range(ROUNDS):
        sentence = chance.choice(FRAMES).format(make(chance))
        told = [Sentence(sentence, Source.BODY, acts={"pledge": 0.95})]
        found = reads(PledgeReader(told, ("Zeist",), COUNTING, GAZETTEER, TODAY)).pledges
        assert [(p.places, p.min, p.max, p.persons_total) for p in found] == [(12, None, None, None)], (
            sentence
        )
