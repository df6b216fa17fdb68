"""A number in its sentence: left and right are told apart, and so are near, far and the sentences around."""

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from intake.nlp.mentions import OFFERED, MentionClassifier, context
from intake.nlp.terms import tokens_of

COUNTS = (
    ("", "Wij bieden 12 plekken aan.", "12", ""),
    ("Ik noemde 10.", "Dat worden er 14.", "14", ""),
    ("", "Onze gemeente stelt 6 woningen beschikbaar.", "6", ""),
    ("", "Van de 20 kamers zijn er 8 voor u.", "8", ""),
)
COUNTS_NOT = (
    ("", "In het azc wonen 300 mensen.", "300", ""),
    ("", "Ik noemde 10.", "10", "Dat worden er 14."),
    ("", "De taakstelling is 40 personen.", "40", ""),
    ("", "Van de 20 kamers zijn er 8 voor u.", "20", ""),
)


def told(before: str, sentence: str, number: str, after: str) -> str:
    start = sentence.index(number)
    return context(before, sentence, start, start + len(number), after)


@pytest.fixture(scope="module")
def taught() -> Language:
    nlp = spacy.blank("nl")
    examples = [
        Example.from_dict(nlp.make_doc(told(*mention)), {"cats": {OFFERED: float(counts)}})
        for mentions, counts in ((COUNTS, True), (COUNTS_NOT, False))
        for mention in mentions
    ]
    assert isinstance(nlp.add_pipe("mentions", config={"least": 1}), MentionClassifier)
    nlp.initialize(lambda: examples)
    return nlp


def chance(nlp: Language, *mention: str) -> float:
    return float(nlp(told(*mention)).cats[OFFERED])


def test_of_two_numbers_in_one_sentence_the_sides_tell_which_counts(taught: Language) -> None:
    sentence = "Van de 30 kamers zijn er 9 voor u."
    assert chance(taught, "", sentence, "9", "") > 0.5 > chance(taught, "", sentence, "30", "")


def test_the_sentences_around_a_number_count(taught: Language) -> None:
    assert chance(taught, "", "Ik noemde 7.", "7", "Dat worden er 9.") < 0.5
    assert chance(taught, "Ik noemde 7.", "Dat worden er 9.", "9", "") > 0.5


def test_which_number_it_is_makes_no_difference() -> None:
    nlp = spacy.blank("nl")
    pipe = MentionClassifier(nlp, "numbers", 10.0, 1)
    one, other = (nlp.make_doc(told("", f"Wij bieden {n} plekken aan.", n, "")) for n in ("12", "750"))
    assert pipe._blocks(tokens_of(one)) == pipe._blocks(tokens_of(other))


@pytest.mark.parametrize("hostile", ["\u241e", "\u241f \u241e\u241e", "x" * 100_000, ""])
def test_no_text_can_break_the_parts(taught: Language, hostile: str) -> None:
    assert 0.0 <= chance(taught, hostile, f"{hostile} 12 {hostile}", "12", hostile) <= 1.0
