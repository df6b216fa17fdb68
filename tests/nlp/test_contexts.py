"""The reader of contexts: learned from a few sentences it knows others like them; without the encoder it is silent."""

from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import numpy as np
import pytest
import spacy

from intake.checking import remarks
from intake.content import models_dir
from intake.domain import Label
from intake.nlp import encoder as encoders
from intake.nlp.contexts import ContextReader, Place, of_numbers, of_sentences
from intake.nlp.encoder import SIZE, Encoder
from intake.nlp.model import load_model
from intake.pipeline import load_examiner
from intake.settings import Settings

NOW = datetime(2026, 6, 9, tzinfo=UTC)
COUNTS = [
    "Wij bieden 12 plekken aan.",
    "Onze gemeente stelt 8 woningen beschikbaar.",
    "U mag ons noteren voor 15 personen.",
    "Het college zegt 20 plekken toe.",
    "Er komen 6 kamers vrij die wij u aanbieden.",
    "Wij kunnen 9 mensen extra huisvesten.",
]
COUNTS_NOT = [
    "Er wonen al 12 mensen in het azc.",
    "Onze taakstelling is 8 personen.",
    "De buurt telt 15 woningen.",
    "Vorig jaar hebben wij 20 mensen gehuisvest.",
    "Het budget is 6 miljoen euro.",
    "Wij hebben 9 brieven van bewoners gekregen.",
]


def place(sentences: list[str], number: str) -> Place:
    index, text = next((index, text) for index, text in enumerate(sentences) if number in text.split())
    return Place(index, text.index(number), text.index(number) + len(number))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(models_dir() / "nl" / "contexts")


@pytest.fixture(scope="module")
def reader(encoder: Encoder) -> ContextReader:
    texts = [*COUNTS, *COUNTS_NOT]
    numbers = [next(word for word in text.split() if word.isdigit()) for text in texts]
    places = [(text, place([text], number)) for text, number in zip(texts, numbers, strict=True)]
    rows = np.concatenate([of_numbers(encoder, [text], [where]) for text, where in places])
    truths = np.array([[text in COUNTS] for text in texts])
    made = spacy.blank("nl").add_pipe("contexts")
    assert isinstance(made, ContextReader)
    # Twelve sentences are few: they are shown many times.
    sentences = np.tile(np.concatenate([of_sentences(encoder, [text]) for text in texts]), (40, 1))
    both = np.concatenate([truths, ~truths], axis=1)
    made.learn(
        encoder, (sentences, np.tile(both, (40, 1))), (np.tile(rows, (40, 1)), np.tile(truths, (40, 1)))
    )
    return made


def test_others_like_them_are_known(reader: ContextReader) -> None:
    mail = ["In de opvang wonen nu al 90 mensen.", "Wij zeggen u 11 bedden toe."]
    acts, numbers = reader.acts(mail), reader.numbers(mail, [place(mail, "90"), place(mail, "11")])
    assert acts is not None
    assert numbers is not None
    assert acts[0, 0] < 0 < acts[1, 0]
    assert acts[0, 1] > 0 > acts[1, 1]
    assert numbers[0] < 0 < numbers[1]


def test_what_was_written_reads_the_same(reader: ContextReader, tmp_path: Path) -> None:
    reader.to_disk(tmp_path / "it")
    again = ContextReader(spacy.blank("nl"), "contexts").from_disk(tmp_path / "it")
    mail = ["Wij bieden 31 bedden aan."]
    for before, after in zip(
        (reader.acts(mail), reader.numbers(mail, [place(mail, "31")])),
        (again.acts(mail), again.numbers(mail, [place(mail, "31")])),
        strict=True,
    ):
        assert before is not None
        assert after == pytest.approx(before, abs=0.05)


def test_a_number_behind_the_end_of_what_is_seen_is_seen_by_its_sentence(encoder: Encoder) -> None:
    mail = ["wij zien wel " * 400 + "en bieden 14 plekken"]
    (row,) = of_numbers(encoder, mail, [place(mail, "14")])
    assert np.array_equal(row[:SIZE], row[SIZE:])


def test_without_numbers_nothing_is_looked_at(encoder: Encoder) -> None:
    assert of_numbers(encoder, ["Goedemorgen."], []).shape == (0, 2 * SIZE)


def test_without_its_packages_the_rest_of_the_pipeline_reads_and_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(encoders, "find_spec", lambda name: None)
    model = load_model()
    assert model is not None
    assert model.version.endswith("-without-encoder")
    assert "encoder" in " ".join(remarks(Settings()))
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@zeist.nl", "migratie@vng.nl", "Extra plekken"
    message.set_content("Beste VNG,\n\nWij bieden u twaalf extra plekken aan voor statushouders.\n\nAnna Vos")
    outcome = load_examiner().examine(message.as_bytes(), "migratie@vng.nl", NOW)
    assert outcome.classification.primary is Label.PLACE_PLEDGE
    assert [pledge.places for pledge in outcome.extraction.pledges] == [12]


def test_what_was_written_without_its_packages_reads_with_them(
    monkeypatch: pytest.MonkeyPatch, reader: ContextReader, tmp_path: Path
) -> None:
    reader.to_disk(tmp_path / "it")
    with monkeypatch.context() as without:
        without.setattr(encoders, "find_spec", lambda name: None)
        silent = ContextReader(spacy.blank("nl"), "contexts").from_disk(tmp_path / "it")
        assert (silent.encoder, silent.acts(["Goedemorgen."])) == (None, None)
        silent.to_disk(tmp_path / "again")
    again = ContextReader(spacy.blank("nl"), "contexts").from_disk(tmp_path / "again")
    assert again.acts(["Goedemorgen."]) is not None


def test_with_them_the_shipped_pipeline_has_an_encoder() -> None:
    model = load_model()
    assert model is not None
    assert "encoder" not in model.version
    assert remarks(Settings()) == []
