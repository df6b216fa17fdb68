"""The reader of contexts: it knows words that are like those of the corpus; without the encoder it is silent."""

import re
from collections.abc import Sequence
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
from intake.nlp.contexts import HEADS, ContextReader, Place, of_mail, of_numbers
from intake.nlp.encoder import SIZE, Array, Encoder
from intake.nlp.model import load_model
from intake.nlp.train import ACT_LABELS, PURPOSE_LABELS
from intake.pipeline import load_examiner
from intake.settings import Settings

NOW = datetime(2026, 6, 9, tzinfo=UTC)
FOLDER = models_dir() / "nl" / "contexts"


def place(sentences: list[str], number: str) -> Place:
    index, text = next((index, text) for index, text in enumerate(sentences) if number in text.split())
    return Place(index, text.index(number), text.index(number) + len(number))


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(FOLDER)


@pytest.fixture(scope="module")
def reader() -> ContextReader:
    return ContextReader(spacy.blank("nl"), "contexts").from_disk(FOLDER)


def said(answer: Array | None, labels: Sequence[str], label: str) -> Array:
    assert answer is not None
    return np.asarray(answer[..., sorted(labels).index(label)])


def test_words_that_no_mail_of_the_corpus_holds_are_understood(reader: ContextReader) -> None:
    mail = [
        "In het klooster verblijven thans 97 zielen.",
        "Onze burgemeester gunt u gaarne 11 kloostercellen extra.",
    ]
    acts, numbers = reader.acts(mail), reader.numbers(mail, [place(mail, "97"), place(mail, "11")])
    pledges, existing = said(acts, ACT_LABELS, "pledge"), said(acts, ACT_LABELS, "existing")
    assert pledges[0] < 0 < pledges[1]
    assert existing[0] > 0 > existing[1]
    assert numbers is not None
    assert numbers[0] < 0 < numbers[1]
    purpose = reader.purpose(mail)
    assert (
        said(purpose, PURPOSE_LABELS, "place_pledge") > 0 > said(purpose, PURPOSE_LABELS, "support_request")
    )


def test_what_was_written_reads_the_same(reader: ContextReader, tmp_path: Path) -> None:
    reader.to_disk(tmp_path / "it")
    again = ContextReader(spacy.blank("nl"), "contexts").from_disk(tmp_path / "it")
    mail = ["Wij bieden 31 bedden aan."]
    before, after = (
        (one.acts(mail), one.numbers(mail, [place(mail, "31")]), one.purpose(mail)) for one in (reader, again)
    )
    for one, other in zip(before, after, strict=True):
        assert one is not None
        assert np.array_equal(one, other)


def test_a_head_that_is_gone_is_told(reader: ContextReader, tmp_path: Path) -> None:
    reader.to_disk(tmp_path)
    with np.load(tmp_path / HEADS) as kept:
        rest = {name: part for name, part in kept.items() if name != "mails.last"}
    np.savez(tmp_path / HEADS, **rest)
    with pytest.raises(KeyError, match=re.escape("mails.last")):
        ContextReader(spacy.blank("nl"), "contexts").from_disk(tmp_path)


def test_a_number_behind_the_end_of_what_is_seen_is_seen_by_its_sentence(encoder: Encoder) -> None:
    mail = ["wij zien wel " * 400 + "en bieden 14 plekken"]
    (row,) = of_numbers(encoder, mail, [place(mail, "14")])
    assert np.array_equal(row[:SIZE], row[SIZE:])


def test_without_numbers_nothing_is_looked_at(encoder: Encoder) -> None:
    assert of_numbers(encoder, ["Goedemorgen."], []).shape == (0, 2 * SIZE)


@pytest.mark.parametrize("sentences", [[], [""], ["", " "]])
def test_a_mail_without_words_is_seen_as_nothing(encoder: Encoder, sentences: list[str]) -> None:
    assert np.array_equal(of_mail(encoder, sentences), np.zeros((1, SIZE)))


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
