"""Sentences are cut as a reader would cut them."""

import pytest

from intake.nlp.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Wij bieden twaalf plekken aan. Is dat genoeg?",
            ("Wij bieden twaalf plekken aan.", "Is dat genoeg?"),
        ),
        (
            "Dhr. De Vries en mevr. Kaya wonen er a.s. maandag.",
            ("Dhr. De Vries en mevr. Kaya wonen er a.s. maandag.",),
        ),
        (
            "Het gaat o.a. om 1.250 m2. Meer weten we nog niet.",
            ("Het gaat o.a. om 1.250 m2.", "Meer weten we nog niet."),
        ),
        ("Twee dingen:\n- tien plekken\n- vijf kamers", ("Twee dingen:", "- tien plekken", "- vijf kamers")),
        ("Ede\t12\nWageningen\t4", ("Ede\t12", "Wageningen\t4")),
        ("", ()),
    ],
)
def test_text_is_cut_at_sentences_and_items(text, expected):
    assert split_sentences(text) == expected


def test_a_line_that_was_wrapped_by_the_mail_program_is_one_sentence():
    text = "Het college heeft vanochtend besloten dat er in de oude school aan de\nrand van het dorp twaalf plekken komen."
    assert split_sentences(text) == (text.replace("\n", " "),)


def test_a_hundred_thousand_characters_take_less_than_a_second():
    assert len(split_sentences("Er komt een plek. " * 6000)) == 6000
