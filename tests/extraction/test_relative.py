"""Numbers that are told by another number. All numbers are invented; the sentences are the tests' own."""

import pytest

from intake.content import rules_dir
from intake.domain import Pledge, Sentence, Source
from intake.extraction.amounts import CountingRules, load_counting
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from intake.extraction.relative import NOT_RECKONED, spelled_out, with_own_words


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(rules_dir())


@pytest.fixture(scope="module")
def counting() -> CountingRules:
    return load_counting(rules_dir())


def spelled(gazetteer: Gazetteer, counting: CountingRules, *lines: str) -> tuple[list[str], tuple[str, ...]]:
    """The lines with single spaces, for a writer of Epe, and the doubts."""
    sentences = [Sentence(line, Source.BODY, "", {"pledge": 0.9}) for line in lines]
    found, doubts = spelled_out(sentences, "Epe", gazetteer, counting)
    assert [len(s.text) for s in found] == [len(line) for line in lines]
    return [" ".join(s.text.split()).replace(" ,", ",").replace(" .", ".") for s in found], doubts


RECKONED: list[tuple[tuple[str, ...], str]] = [
    (("Wij doen tien plekken.", "Apeldoorn levert de helft daarvan."), "Apeldoorn levert 5 plekken."),
    (
        ("Apeldoorn biedt acht plekken, Zutphen half zoveel.",),
        "Apeldoorn biedt acht plekken, Zutphen 4 plekken.",
    ),
    (("Apeldoorn biedt acht plekken.", "Zutphen doet er drie meer."), "Zutphen doet er 11."),
    (("Apeldoorn biedt acht plekken.", "Zutphen volgt met twee minder."), "Zutphen volgt met 6 plekken."),
    (("Apeldoorn doet er twaalf.", "Wij nemen een derde van wat Apeldoorn doet."), "Wij nemen 4."),
    (("Apeldoorn doet er twaalf.", "Zutphen doet evenveel als Apeldoorn."), "Zutphen doet 12."),
    (("Apeldoorn doet er twaalf en Zutphen vier.", "Lochem doet het dubbele van Zutphen."), "Lochem doet 8."),
    (
        (
            "Apeldoorn en Zutphen bieden samen 20 plekken.",
            "Een kwart ervan komt in Zutphen, de rest in Apeldoorn.",
        ),
        "5 plekken komt in Zutphen, 15 in Apeldoorn.",
    ),
    (
        (
            "Samen leveren wij dertig plekken.",
            "Apeldoorn doet er tien, Zutphen twaalf en Lochem vult aan tot het totaal.",
        ),
        "Apeldoorn doet er tien, Zutphen twaalf en Lochem 8 plekken.",
    ),
    # "Waarvoor wij" interrupts: Apeldoorn gives it, not the writer.
    (
        ("Wij doen er tien.", "Apeldoorn, waarvoor wij het werk doen, levert de helft daarvan."),
        "Apeldoorn, waarvoor wij het werk doen, levert 5.",
    ),
]


@pytest.mark.parametrize(("lines", "last"), RECKONED)
def test_a_number_told_by_another_is_written_out(
    gazetteer: Gazetteer, counting: CountingRules, lines: tuple[str, ...], last: str
) -> None:
    assert spelled(gazetteer, counting, *lines)[0][-1] == last


LEFT: list[tuple[str, ...]] = [
    # Of what the same municipality has, or in a mail of one.
    ("Er komen 14 woningen in Epe.", "De helft daarvan is voor statushouders."),
    ("Apeldoorn bouwt 14 woningen.", "De helft daarvan komt in Apeldoorn voor statushouders."),
    # Not a number of places, or nothing before it.
    ("Apeldoorn heeft de helft van de inwoners meegekregen.",),
    ("Apeldoorn wil graag meer doen.",),
    # Nine does not divide by four; of which of the two nobody knows.
    ("Apeldoorn doet er negen.", "Zutphen doet een kwart van wat Apeldoorn doet."),
    ("Apeldoorn doet er negen en Lochem vier.", "Zutphen doet de helft daarvan."),
    ("Kan Apeldoorn de helft daarvan leveren?",),
]


@pytest.mark.parametrize("lines", LEFT)
def test_what_cannot_be_reckoned_stays_as_it_is(
    gazetteer: Gazetteer, counting: CountingRules, lines: tuple[str, ...]
) -> None:
    assert spelled(gazetteer, counting, *lines)[0] == list(lines)


def test_a_share_that_is_not_reckoned_leaves_a_doubt(gazetteer: Gazetteer, counting: CountingRules) -> None:
    _, doubts = spelled(
        gazetteer, counting, "Apeldoorn doet er negen.", "Zutphen doet een kwart van wat Apeldoorn doet."
    )
    assert doubts == (NOT_RECKONED,)


def test_a_pledge_keeps_the_words_of_the_writer() -> None:
    told = [Sentence("Zutphen doet half zoveel.", Source.BODY)]
    reckoned = [Sentence("Zutphen doet 4          .", Source.BODY)]
    pledge = Pledge("Zutphen", 4, None, reckoned[0].text, Source.BODY)
    assert with_own_words([pledge], told, reckoned)[0].quote == told[0].text
