"""The encoder: pieces keep their places, and what is said in other words looks alike."""

from pathlib import Path

import numpy as np
import pytest

from intake.content import models_dir
from intake.nlp.encoder import GRAPH, LONGEST, PIECES, SIZE, Array, Encoder, plain

FOLDER = models_dir() / "nl" / "contexts"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder(FOLDER)


def look(encoder: Encoder, text: str) -> Array:
    """What the top layer makes of a text, of length one."""
    whole = encoder.see((text,))[0].whole[SIZE // 2 :]
    return np.asarray(whole / np.linalg.norm(whole))


@pytest.mark.parametrize(
    "text",
    [
        "Wij bieden in Súdwest-Fryslân twaalf plekken aan.",
        "  dubbele  spaties\tén\n\nregels ",
        "① ﬁets … Ⅻ 漢字 🙂 \u0301",
    ],
)
def test_pieces_stand_where_they_stood(encoder: Encoder, text: str) -> None:
    assert len(plain(text)) == len(text)
    (seen,) = encoder.see((text,))
    assert seen.vectors.shape == (len(seen.spans), SIZE)
    assert all(0 <= start <= end <= len(text) for start, end in seen.spans)
    assert list(seen.spans) == sorted(seen.spans)
    covered = {at for start, end in seen.spans for at in range(start, end)}
    assert {at for at, char in enumerate(text) if not char.isspace()} <= covered


def test_the_same_said_in_other_words_looks_more_alike(encoder: Encoder) -> None:
    offer = look(encoder, "Wij kunnen vijftien statushouders onderdak bieden.")
    other = look(encoder, "In onze gemeente is ruimte voor nog vijftien vergunninghouders.")
    apart = look(encoder, "De vergadering over het jaarverslag begint om negen uur.")
    assert offer @ other > offer @ apart + 0.02


def test_a_number_looks_different_beside_other_words(encoder: Encoder) -> None:
    def number(text: str) -> Array:
        at = text.index("twaalf")
        return encoder.see((text,))[0].part(at, at + len("twaalf"))

    offered, again = number("Wij bieden twaalf plekken aan."), number("Wij bieden twaalf bedden aan.")
    living = number("Er wonen al twaalf mensen.")
    assert np.linalg.norm(offered - again) < np.linalg.norm(offered - living)


def test_a_sentence_is_seen_in_the_light_of_the_one_before(encoder: Encoder) -> None:
    short = "Hoe zit dat?"
    alone = encoder.see((short,))[0].whole
    after = encoder.see(("Worden de kosten vergoed?", short))[1].whole
    assert not np.allclose(alone, after, atol=0.01)


def test_a_long_mail_is_seen_in_windows_and_no_sentence_is_lost(encoder: Encoder) -> None:
    mail = tuple(f"In het dorp is veel te doen over zaak {letter}." for letter in "abcdefghij") * 30
    seen = encoder.see((*mail, "eindeloos " * 2 * LONGEST, "", "Slot."))
    assert len(seen) == len(mail) + 3
    assert len(seen[-3].spans) == LONGEST
    assert np.array_equal(seen[-2].whole, np.zeros(SIZE))
    assert all(np.isfinite(one.vectors).all() for one in seen)


def test_no_sentences_are_nothing_to_see(encoder: Encoder) -> None:
    assert encoder.see(()) == ()


@pytest.mark.parametrize("name", [PIECES, GRAPH])
def test_a_damaged_file_is_told(tmp_path: Path, name: str) -> None:
    for one in (PIECES, GRAPH):
        (tmp_path / one).write_bytes((FOLDER / one).read_bytes())
    (tmp_path / name).write_bytes(b"geen model")
    with pytest.raises(ValueError, match="damaged"):
        Encoder(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises((OSError, ValueError)):
        Encoder(tmp_path)
