"""Sees words in their context: the lower layers of a small multilingual encoder.

A transformer (Vaswani et al. 2017, "Attention Is All You Need") that others trained on a billion pairs of texts knows which words
mean the same; from a few thousand mails no model learns that. The model is multilingual-e5-small (Wang et al. 2024,
"Multilingual E5 Text Embeddings"; MIT): models/training/make_encoder.py says what was kept of it, and tune_encoder.py beside it
what it learned from our mails. It needs the optional packages onnxruntime and sentencepiece.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
PIECES, GRAPH = "pieces.model", "encoder.onnx"
# Of each piece: layers 3 and 6.
SIZE = 768
# As many pieces it sees at once, at most.
LONGEST = 384
_START, _END = 0, 2
Pieces = tuple[list[int], list[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence as the encoder sees it: where its pieces begin and end, a row of SIZE for each, and `whole`: their mean."""

    spans: Sequence[tuple[int, int]]
    vectors: NDArray[np.float16]
    whole: Array

    def part(self, start: int, end: int) -> Array:
        """What stands from `start` to `end` among the other words; the whole sentence when no piece does."""
        here = [at for at, span in enumerate(self.spans) if span[1] > start and span[0] < end]
        return _mean(self.vectors[here]) if here else self.whole


class Encoder:
    """It keeps what it saw of the last mails, `remembered` of them. Raises OSError or ValueError when `folder` is damaged."""

    def __init__(self, folder: Path, remembered: int = 2) -> None:
        # Optional, and slow to load.
        from onnxruntime import InferenceSession, SessionOptions
        from sentencepiece import SentencePieceProcessor

        self.folder = folder
        self._splits = SentencePieceProcessor()
        options = SessionOptions()
        # One core for one mail: several processes read side by side.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._splits.LoadFromSerializedProto((folder / PIECES).read_bytes())
            self._graph = InferenceSession(folder / GRAPH, options, providers=["CPUExecutionProvider"])
        except OSError:
            raise
        except Exception as error:
            # Both packages raise kinds of their own.
            raise ValueError(f"{folder.name} is damaged: {error}") from error
        self.see = lru_cache(remembered)(self._see)

    def _see(self, sentences: tuple[str, ...]) -> tuple[Seen, ...]:
        """The sentences of one mail, each in the light of the others."""
        split = self.split(sentences)
        seen: list[Seen] = []
        for window in windows([len(numbers) for numbers, _ in split]):
            rows = self._look(numbered(split[window]))
            # To make them wide once costs less than in each mean.
            wide, end = rows.astype(np.float32), 0
            for numbers, spans in split[window]:
                start, end = end, end + len(numbers)
                mean = wide[start:end].mean(axis=0) if spans else np.zeros(SIZE, np.float32)
                seen.append(Seen(spans, rows[start:end], mean))
        return tuple(seen)

    def split(self, sentences: Sequence[str]) -> list[Pieces]:
        """The pieces of each sentence: their numbers, and where each begins and ends."""
        return [self._split(sentence) for sentence in sentences]

    def _split(self, text: str) -> Pieces:
        pieces = self._splits.encode(plain(text), return_type="offset_mapping")
        return pieces["ids"][:LONGEST], pieces["offsets"][:LONGEST]

    def _look(self, numbers: Sequence[int]) -> NDArray[np.float16]:
        row = np.array(numbers, np.int64)
        return np.asarray(self._graph.run(None, {"pieces": row})[0][1:-1], np.float16)


def is_installed() -> bool:
    """Whether its optional packages are there."""
    return bool(find_spec("onnxruntime") and find_spec("sentencepiece"))


def load_encoder(folder: Path, remembered: int = 2) -> Encoder | None:
    """The encoder, or None where its packages are not installed. Raises OSError or ValueError when it is damaged."""
    return Encoder(folder, remembered) if is_installed() else None


def _mean(vectors: NDArray[np.float16]) -> Array:
    return np.asarray(vectors.mean(axis=0, dtype=np.float32))


def plain(text: str) -> str:
    """The text with every sign in its common form (NFKC), character for character."""
    return "".join(map(_common, text))


@lru_cache(maxsize=1_000)
def _common(char: str) -> str:
    folded = unicodedata.normalize("NFKC", char)
    return " " if char.isspace() else folded if len(folded) == 1 else char


def numbered(sentences: Sequence[Pieces]) -> list[int]:
    """The numbers of all pieces of a window, between the signs where it begins and ends."""
    return [_START, *(number for numbers, _ in sentences for number in numbers), _END]


def windows(lengths: Sequence[int]) -> Iterator[slice]:
    """Sentences, by place, that the encoder sees together."""
    first, total = 0, 0
    for at, length in enumerate(lengths):
        if at > first and total + length > LONGEST:
            yield slice(first, at)
            first, total = at, 0
        total += length
    if lengths:
        yield slice(first, len(lengths))
