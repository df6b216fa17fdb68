"""What was told to VNG before is known there: only what is new counts, unless all of it is told again."""

from datetime import date

import pytest

from intake.content import rules_dir
from intake.domain import Pledge, Sentence, Source
from intake.extraction.counting import load_counting
from intake.extraction.gazetteer import load_gazetteer
from intake.extraction.history import reported_at, reports, stands
from tests.extraction.reading import find_pledges

COUNTING = load_counting(rules_dir())
GAZETTEER = load_gazetteer(rules_dir())


def read(*texts: str, **acts: float) -> list[Pledge]:
    sentences = [Sentence(text, Source.BODY, acts=acts or {"pledge": 0.6}) for text in texts]
    return list(find_pledges(sentences, ("Zeist",), COUNTING, GAZETTEER, date(2026, 6, 5))[0])


@pytest.mark.parametrize(
    "text",
    [
        "Per brief van 4 mei berichtten wij u over acht bedden.",
        "Onze vorige opgave ging uit van acht bedden.",
        "Zeist heeft op 4 mei acht bedden ingebracht.",
        "Drie weken geleden heb ik telefonisch acht bedden toegezegd aan uw collega.",
        "Zo kwamen wij vorige keer op acht bedden.",
    ],
)
def test_looking_back_is_told_by_tense_time_or_message(text: str) -> None:
    assert reports(text)


@pytest.mark.parametrize(
    "text",
    [
        "Wij bieden per 4 mei acht bedden aan.",
        "Er hebben zich al acht gezinnen gemeld.",
        "Het college heeft besloten acht bedden aan te bieden.",
    ],
)
def test_an_offer_made_now_does_not_look_back(text: str) -> None:
    assert not reports(text)


def test_of_two_numbers_in_a_sentence_only_the_old_one_looks_back() -> None:
    text = "In april meldden wij tien bedden, nu komen er drie bij."
    assert reported_at(text, text.index("tien"))
    assert not reported_at(text, text.index("drie"))


@pytest.mark.parametrize(
    "texts",
    [
        ("Onze opgave van 4 mei ging over tien plekken.", "Het is gelukt er nog vier te vinden."),
        ("Zeist heeft op 4 mei tien plekken ingebracht.", "Daaraan voegen wij er vier toe."),
        (
            "De tien plekken die wij in mei toezegden, blijven staan.",
            "Wat daar nu bijkomt zijn vier plekken.",
            "Daarmee gaat Zeist van tien naar veertien.",
        ),
        (
            "In mei meldden wij zes plekken in Oost.",
            "In april had ik u al over drie plekken bericht.",
            "Vandaag bieden wij vier plekken extra aan.",
        ),
    ],
)
def test_beside_what_was_told_only_the_addition_counts(texts: tuple[str, ...]) -> None:
    assert [p.places for p in read(*texts, pledge=0.6, change=0.6)] == [4]


@pytest.mark.parametrize(
    "texts",
    [
        ("Onze opgave ging uit van zestien plekken.", "Na de keuring is dat bijgesteld op tien."),
        ("Per brief van 4 mei berichtten wij u over zes plekken.", "U mag dat optrekken tot tien."),
        ("Eerder noemden wij zes plekken.", "Dat is opgehoogd met vier, dus tot tien plekken."),
        ("Zet ons op tien plekken, niet op zestien.",),
        ("Onze zestien plekken worden tien plekken, want op zolder mogen er zes niet.",),
    ],
)
def test_a_number_told_anew_replaces_the_old_one(texts: tuple[str, ...]) -> None:
    assert [p.places for p in read(*texts, pledge=0.6, change=0.6)] == [10]


def test_what_is_told_again_and_stands_counts() -> None:
    assert stands("De twaalf plekken die wij in mei meldden, blijven onverkort beschikbaar.")
    found = read("De twaalf plekken die wij in mei meldden, blijven onverkort beschikbaar.")
    assert [p.places for p in found] == [12]


def test_what_is_left_alone_stands_beside_what_is_taken_back() -> None:
    texts = ("De acht plekken in West moeten we terugtrekken.", "Aan de negen in Oost verandert niets.")
    gone, kept = (Sentence(text, Source.BODY, acts=acts) for text, acts in zip(
        texts, ({"withdrawal": 0.8}, {"info": 0.6}), strict=True
    ))  # fmt: skip
    found, _ = find_pledges([gone, kept], ("Zeist",), COUNTING, GAZETTEER, date(2026, 6, 5))
    assert [p.places for p in found] == [9]


@pytest.mark.parametrize(
    "text",
    [
        "Met spijt trek ik de twaalf plekken in West weer in.",
        "Aan onze toezegging van twaalf plekken kunt u geen rechten meer ontlenen.",
        "Het aanbod van twaalf plekken kan geen gestand worden gedaan.",
    ],
)
def test_a_withdrawal_in_formal_words_takes_everything_back(text: str) -> None:
    found = read(text, withdrawal=0.6, pledge=0.65)
    assert [(p.places, p.withdrawn) for p in found] == [(0, True)]
