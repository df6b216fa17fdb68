"""Classifying by words and pieces of words: what is learned, what is kept, and what is not."""

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example

from intake.nlp.ngrams import NgramClassifier
from intake.nlp.terms import Splitter, pieces, runs, tokens_of, words_of

OFFERS = ("Wij bieden extra plekken aan.", "Onze gemeente kan plekken aanbieden.", "Er komen plekken bij.")
QUESTIONS = (
    "Wie betaalt de inrichting?",
    "Wordt de inrichting vergoed?",
    "Krijgen wij geld voor de inrichting?",
)


def taught() -> tuple[Language, NgramClassifier]:
    nlp = spacy.blank("nl")
    told = [*((text, 1.0, 0.0) for text in OFFERS), *((text, 0.0, 1.0) for text in QUESTIONS)]
    examples = [
        Example.from_dict(nlp.make_doc(text), {"cats": {"offer": offer, "money": money}})
        for text, offer, money in told
    ]
    pipe = nlp.add_pipe("ngrams", config={"least": 1})
    assert isinstance(pipe, NgramClassifier)
    nlp.initialize(lambda: examples)
    return nlp, pipe


def test_words_are_counted_alone_and_in_runs() -> None:
    words = words_of(tokens_of(spacy.blank("nl")("Wie betaalt dat, z.s.m.?")))
    assert words == ["wie", "betaalt", "dat", "z.s.m.", "?"]
    assert list(runs([*words[:3], "?"])) == [
        "wie", "betaalt", "dat", "?", "wie betaalt", "betaalt dat", "dat ?", "wie betaalt dat", "betaalt dat ?",
    ]  # fmt: skip


def test_pieces_stay_within_a_word() -> None:
    assert list(pieces(["ja", "nee"])) == [
        "# ja",
        "#ja ",
        "# ja ",
        "# ne",
        "#nee",
        "#ee ",
        "# nee",
        "#nee ",
        "# nee ",
    ]
    assert list(pieces(["u"])) == ["# u "]


def test_a_word_in_another_form_is_known_again() -> None:
    nlp, _ = taught()
    said = nlp("Vergoedingen voor inrichtingskosten").cats
    assert said["money"] > 0.5 > said["offer"]
    said = nlp("Aanbod: drie opvangplekken, aangeboden door ons.").cats
    assert said["offer"] > 0.5 > said["money"]


def test_nothing_known_says_what_is_usual() -> None:
    nlp, _ = taught()
    assert all(0.3 < chance < 0.7 for chance in nlp("XYZ").cats.values())


def test_what_is_written_reads_the_same(tmp_path: Path) -> None:
    nlp, _ = taught()
    nlp.to_disk(tmp_path / "nl")
    again = spacy.load(tmp_path / "nl")
    for text in (*OFFERS, *QUESTIONS):
        assert again(text).cats == pytest.approx(nlp(text).cats, abs=0.01)


def test_learning_on_adds_no_words() -> None:
    nlp, pipe = taught()
    before = pipe.terms
    written = [(nlp.make_doc(text), {"offer": 1.0, "money": 0.0}) for text in OFFERS]
    pipe.learn([*written, (nlp.make_doc("Geheimzinnig"), {"offer": 0.0, "money": 1.0})])
    assert pipe.terms == before
    assert not [term for term in pipe.terms if "geheim" in term]


def test_a_label_that_is_not_told_is_not_unlearned() -> None:
    nlp, pipe = taught()
    asked = nlp.make_doc("Wie betaalt dat?")
    before = pipe.predict([asked])[0]
    told = [(nlp.make_doc(text), {"offer": 1.0, "money": 0.0}) for text in OFFERS]
    told += [(nlp.make_doc(text), {"offer": 0.0, "money": 1.0}) for text in QUESTIONS]
    pipe.learn([*told, (asked, {"offer": 0.0})])
    after = pipe.predict([asked])[0]
    assert after[pipe.labels.index("money")] == pytest.approx(before[pipe.labels.index("money")], abs=0.02)


def test_a_text_is_split_into_the_tokens_of_the_pipeline() -> None:
    nlp = spacy.blank("nl")
    text = "Z.s.m. 12 plekken (of 'n paar meer): www.ede.nl, info@ede.nl :-) -- 's-Hertogenbosch; ja/nee..."
    assert Splitter(nlp)([text, text, "leeg"]) == [tokens_of(nlp(text)), tokens_of(nlp(text)), ["leeg"]]


def test_what_was_remembered_of_other_terms_is_forgotten(tmp_path: Path) -> None:
    nlp = spacy.blank("nl")
    first, second = (NgramClassifier(nlp, "acts", 10.0, 1) for _ in range(2))
    for pipe, text in ((first, "Wij bieden plekken aan"), (second, "Wie betaalt de plekken")):
        examples = [
            Example.from_dict(nlp.make_doc(t), {"cats": {"offer": t == text}}) for t in (text, "Groet")
        ]
        pipe.initialize(lambda examples=examples: examples)
    second.to_disk(tmp_path)
    asked = nlp.make_doc("Wie heeft plekken?")
    wanted = second.predict([asked])[0]
    assert first.predict([asked])[0].tolist() != wanted.tolist()
    assert first.from_disk(tmp_path).predict([asked])[0].tolist() == pytest.approx(wanted.tolist(), abs=0.05)
