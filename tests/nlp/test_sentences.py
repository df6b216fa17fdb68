"""Sentences are cut as a reader would cut them."""

import pytest

from intake.nlp.sentences import in_context, split_sentences


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
        ("II. Den Ham: drie\nIII. Daarle: vier", ("II. Den Ham: drie", "III. Daarle: vier")),
        ("vries, oude weg: 6 pl\nroden: 3 pl\nsamen 9", ("vries, oude weg: 6 pl", "roden: 3 pl", "samen 9")),
        ("peize 5 pl.\neelde 8 pl. mits", ("peize 5 pl.", "eelde 8 pl. mits")),
        ("tot. 13\nniet mee: de camping", ("tot. 13", "niet mee: de camping")),
        (
            "dat zijn er met de kamers in de oude school erbij straks\nin totaal 9 plekken, denk ik",
            ("dat zijn er met de kamers in de oude school erbij straks in totaal 9 plekken, denk ik",),
        ),
        (
            "college akk. met huisv. van zes man\nvr.: wie betaalt",
            ("college akk. met huisv. van zes man", "vr.: wie betaalt"),
        ),
        ("Ede\t12\nWageningen\t4", ("Ede\t12", "Wageningen\t4")),
        ("", ()),
    ],
)
def test_text_is_cut_at_sentences_and_items(text, expected):
    assert split_sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("wij doen er negen. in maart nog twee.", ("wij doen er negen.", "in maart nog twee.")),
        ("hoi, kamer is klaar. wie belt mij?", ("hoi, kamer is klaar.", "wie belt mij?")),
        ("15 per 1 mei vast. de rest later", ("15 per 1 mei vast.", "de rest later")),
        ("wie betaalt dat? corp. wil niet", ("wie betaalt dat?", "corp. wil niet")),
        ("zes won. aan de haven", ("zes won. aan de haven",)),
        ("zes pers. er is nog ruimte", ("zes pers.", "er is nog ruimte")),
        ("drie wngn. bij het plein", ("drie wngn. bij het plein",)),
        ("zeven in het pand v.d. stichting", ("zeven in het pand v.d. stichting",)),
        ("even wachten... komt goed", ("even wachten... komt goed",)),
        ("Er zijn zes plekken beschikb. per mei", ("Er zijn zes plekken beschikb. per mei",)),
    ],
)
def test_who_writes_no_capitals_is_cut_at_full_stops_that_shorten_no_word(text, expected):
    assert split_sentences(text) == expected


def test_a_line_that_was_wrapped_by_the_mail_program_is_one_sentence():
    text = "Het college heeft vanochtend besloten dat er in de oude school aan de\nrand van het dorp twaalf plekken komen."
    assert split_sentences(text) == (text.replace("\n", " "),)


def test_a_line_that_goes_on_is_no_sum_of_a_list():
    assert len(split_sentences("Wij huisvestten vorig jaar al\nin totaal 16 statushouders.")) == 1
    assert len(split_sentences("doorn 7 pl\nsamen 16")) == 2


def test_a_hundred_thousand_characters_take_less_than_a_second():
    assert len(split_sentences("Er komt een plek. " * 6000)) == 6000


def test_a_question_that_points_back_takes_along_what_it_points_at() -> None:
    said = [
        "Wij krijgen minder van het COA.",
        "Hoe zit dat?",
        "Wie betaalt de inrichting van de woningen?",
        "Klopt dat?",
    ]
    assert in_context(said) == [
        said[0],
        "Wij krijgen minder van het COA. Hoe zit dat?",
        said[2],
        "Wie betaalt de inrichting van de woningen? Klopt dat?",
    ]
    assert in_context(["Hoe zit dat?"]) == ["Hoe zit dat?"]
