"""What is nearly as likely as not is told to a person, and nothing else is."""

import pytest

from intake.classification.doubting import doubts_about
from intake.classification.weights import TARGETS
from intake.domain import Label, QuestionTopic, SupportType

SURE = {**dict.fromkeys(TARGETS, 0.02), Label.QUESTION: 0.97}


def test_a_clear_mail_has_no_doubt() -> None:
    assert doubts_about((Label.QUESTION,), SURE) == ()


@pytest.mark.parametrize(
    ("labels", "changed", "words"),
    [
        ((Label.QUESTION,), {Label.PLACE_PLEDGE: 0.45}, "een toezegging van plekken is (kans 45%)"),
        ((Label.QUESTION,), {QuestionTopic.MAATWERK: 0.6}, "de vraag over maatwerk gaat (kans 60%)"),
        (
            (Label.SUPPORT_REQUEST,),
            {SupportType.JURIDISCH: 0.4},
            "hulp bij juridische zaken wordt gevraagd (kans 40%)",
        ),
        ((Label.OTHER,), {Label.QUESTION: 0.02, Label.OTHER: 0.5}, "waar dit bericht over gaat"),
    ],
)
def test_a_narrow_margin_is_told(labels: tuple[Label, ...], changed: dict[str, float], words: str) -> None:
    (doubt,) = doubts_about(labels, {**SURE, **changed})
    assert words in doubt


def test_topics_matter_only_to_questions() -> None:
    narrow = {**SURE, QuestionTopic.MAATWERK: 0.5, SupportType.JURIDISCH: 0.5}
    assert len(doubts_about((Label.QUESTION,), narrow)) == 1
    assert doubts_about((Label.OTHER,), {**narrow, Label.QUESTION: 0.02, Label.OTHER: 0.95}) == ()


def test_many_small_uncertainties_are_one_that_counts() -> None:
    a_little = {**SURE, **dict.fromkeys(QuestionTopic, 0.1)}
    assert doubts_about((Label.OTHER,), {**a_little, Label.QUESTION: 0.02, Label.OTHER: 0.95}) == ()
    assert doubts_about((Label.QUESTION,), a_little)


def test_no_more_is_told_than_it_takes() -> None:
    (doubt,) = doubts_about(
        (Label.QUESTION,), {**SURE, QuestionTopic.OVERIG: 0.6, QuestionTopic.MAATWERK: 0.1}
    )
    assert "iets anders" in doubt
