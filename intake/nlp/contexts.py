"""A spaCy component that reads a whole mail with the eyes of the encoder: what each sentence does, which numbers count, and what
the mail is for.

N-grams (intake/nlp/ngrams.py, mentions.py) know the words of the corpus; this one knows words that are like them. The encoder and
the small networks that tell what it sees were learned together, by models/training/tune_encoder.py.
"""

import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from intake.nlp.encoder import GRAPH, PIECES, SIZE, Array, Encoder, load_encoder
from intake.nlp.networks import Network, unpacked

HEADS = "heads.npz"
SENTENCES, NUMBERS, MAILS, FATES = "sentences", "numbers", "mails", "fates"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: in which sentence, from which character, to which."""

    sentence: int
    start: int
    end: int


@Language.factory("contexts")
class ContextReader:
    """Without the optional packages of the encoder it has nothing to say: `encoder` is None.

    The labels of its answers stand in alphabetical order.
    """

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002  spaCy gives it
        self.name = name
        self.encoder: Encoder | None = None
        self._folder: Path | None = None
        self._networks: Mapping[str, Network] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Nothing: it reads mails, not documents."""
        return doc

    def acts(self, sentences: Sequence[str]) -> Array | None:
        """Log-odds of what each sentence does: one row a sentence, one column an act."""
        return self._ask(SENTENCES, of_sentences(self.encoder, sentences)) if self.encoder else None

    def fates(self, sentences: Sequence[str]) -> Array | None:
        """Log-odds of what each sentence says became of places told before: one row a sentence, one column a fate."""
        return self._ask(FATES, of_sentences(self.encoder, sentences)) if self.encoder else None

    def numbers(self, sentences: Sequence[str], places: Sequence[Place]) -> Array | None:
        """Log-odds that each number counts."""
        if not self.encoder:
            return None
        return self._ask(NUMBERS, of_numbers(self.encoder, sentences, places)).ravel()

    def purpose(self, sentences: Sequence[str]) -> Array | None:
        """Log-odds of what the whole mail is for."""
        return self._ask(MAILS, of_mail(self.encoder, sentences)).ravel() if self.encoder else None

    def copy(self, other: "ContextReader") -> None:
        """Read as the other does, and be written as it was read."""
        self.encoder, self._networks, self._folder = other.encoder, other._networks, other._folder

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  spaCy gives it
        """Write it to the folder `path`."""
        if self._folder and self._folder != Path(path):
            Path(path).mkdir(parents=True, exist_ok=True)
            for name in (PIECES, GRAPH, HEADS):
                shutil.copyfile(self._folder / name, Path(path) / name)

    def from_disk(
        self,
        path: str | Path,
        *,
        exclude: Iterable[str] = (),  # noqa: ARG002
        remembered: int = 2,
    ) -> Self:
        """Read what tune_encoder.py or `to_disk` wrote; the encoder keeps what it saw of `remembered` mails.

        Raises OSError, ValueError or KeyError when it is damaged.
        """
        self._folder = Path(path)
        with np.load(self._folder / HEADS) as kept:
            self._networks = networks_in(kept)
        self.encoder = load_encoder(self._folder, remembered)
        return self

    def _ask(self, name: str, rows: Array) -> Array:
        return self._networks[name].odds(rows)


def networks_in(kept: Mapping[str, NDArray[np.float16]]) -> dict[str, Network]:
    """The networks for sentences, numbers, mails and fates. Raises KeyError when a part is gone."""
    return {name: unpacked(kept, name) for name in (SENTENCES, NUMBERS, MAILS, FATES)}


def of_sentences(encoder: Encoder, sentences: Sequence[str]) -> Array:
    """What the encoder makes of each sentence of a mail: a row each."""
    return np.stack([seen.whole for seen in encoder.see(tuple(sentences))])


def of_numbers(encoder: Encoder, sentences: Sequence[str], places: Sequence[Place]) -> Array:
    """What the encoder makes of each number, and of its sentence: a row each."""
    if not places:
        return np.zeros((0, 2 * SIZE), np.float32)
    seen = encoder.see(tuple(sentences))
    told = [(seen[place.sentence], place) for place in places]
    return np.stack([np.concatenate([one.part(at.start, at.end), one.whole]) for one, at in told])


def of_mail(encoder: Encoder, sentences: Sequence[str]) -> Array:
    """What the encoder makes of all pieces of a mail together: one row."""
    seen = [one.vectors for one in encoder.see(tuple(sentences)) if len(one.vectors)]
    everything = np.concatenate(seen) if seen else np.zeros((1, SIZE), np.float16)
    return np.asarray(everything.mean(axis=0, dtype=np.float32)[None])
