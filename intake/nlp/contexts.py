"""A spaCy component that reads a whole mail with the eyes of the encoder: what each sentence does, and which numbers count.

N-grams (intake/nlp/ngrams.py, mentions.py) know the words of the corpus; this one knows words that are like them. Small networks
learn here from what the encoder makes of a sentence, and of a number in it.
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from intake.nlp.encoder import GRAPH, PIECES, SIZE, Array, Encoder, load_encoder
from intake.nlp.networks import Network, Recipe, agreed, learned, packed, unpacked

_SENTENCES, _NUMBERS = "sentences", "numbers"
_RECIPES = {
    _SENTENCES: Recipe(members=2, hidden=256, rounds=6),
    _NUMBERS: Recipe(members=3, hidden=96, rounds=10),
}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a number stands: in which sentence, from which character, to which."""

    sentence: int
    start: int
    end: int


@Language.factory("contexts")
class ContextReader:
    """Without the optional packages of the encoder it has nothing to say: `encoder` is None."""

    def __init__(self, nlp: Language, name: str) -> None:  # noqa: ARG002  spaCy gives it
        self.name = name
        self.encoder: Encoder | None = None
        self._folder: Path | None = None
        self._networks: dict[str, list[Network]] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Nothing: it reads mails, not documents."""
        return doc

    def acts(self, sentences: Sequence[str]) -> Array | None:
        """Log-odds of what each sentence does: one row a sentence, one column an act, in the order in which they were learned."""
        return self._ask(_SENTENCES, of_sentences(self.encoder, sentences)) if self.encoder else None

    def numbers(self, sentences: Sequence[str], places: Sequence[Place]) -> Array | None:
        """Log-odds that each number counts."""
        if not self.encoder:
            return None
        return self._ask(_NUMBERS, of_numbers(self.encoder, sentences, places)).ravel()

    def learn(
        self,
        encoder: Encoder,
        sentences: tuple[Array, NDArray[np.bool_]],
        numbers: tuple[Array, NDArray[np.bool_]],
    ) -> None:
        """Learn from rows of `of_sentences` and `of_numbers`, each with what is true of it."""
        self.encoder, self._folder = encoder, encoder.folder
        for name, (rows, truths) in ((_SENTENCES, sentences), (_NUMBERS, numbers)):
            self._networks[name] = learned(rows, truths, _RECIPES[name])

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  spaCy gives it
        """Write the networks, and the encoder that they look with, to the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        for name, networks in self._networks.items():
            kept: dict[str, Any] = packed(networks)
            np.savez_compressed(folder / f"{name}.npz", **kept)
        # Also where its packages are not installed: they may be, where this is read again.
        if self._folder:
            for name in (PIECES, GRAPH):
                shutil.copyfile(self._folder / name, folder / name)

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "ContextReader":  # noqa: ARG002
        """Read what `to_disk` wrote. Raises OSError, ValueError or KeyError when it is damaged."""
        folder = Path(path)
        self.encoder, self._folder = load_encoder(folder), folder
        for name in _RECIPES:
            with np.load(folder / f"{name}.npz") as kept:
                self._networks[name] = unpacked(dict(kept))
        return self

    def _ask(self, name: str, rows: Array) -> Array:
        return agreed(self._networks[name], rows)


def of_sentences(encoder: Encoder, sentences: Sequence[str]) -> Array:
    """What the encoder makes of each sentence of a mail: a row each."""
    return np.stack([seen.all() for seen in encoder.see(tuple(sentences))])


def of_numbers(encoder: Encoder, sentences: Sequence[str], places: Sequence[Place]) -> Array:
    """What the encoder makes of each number, and of its sentence: a row each."""
    if not places:
        return np.zeros((0, 2 * SIZE), np.float32)
    seen = encoder.see(tuple(sentences))
    told = [(seen[place.sentence], place) for place in places]
    return np.stack([np.concatenate([one.part(at.start, at.end), one.all()]) for one, at in told])
