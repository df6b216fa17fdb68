"""A spaCy component that classifies by words and pieces of words: logistic regression on weighted terms.

With some thousands of examples a line drawn through terms knows other people's words better than a deep network does: what was
measured stands in models/README.md. Terms are weighed as tf-idf (Salton and Buckley 1988, "Term-weighting approaches in automatic
text retrieval"), with a logarithm of the count; words and pieces each have length one.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from itertools import chain
from os import cpu_count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from intake.nlp.terms import pieces, runs, tokens_of, words_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = NDArray[np.float32]
Row = tuple[NDArray[np.int64], Array]
Learned = tuple[Doc, Mapping[str, float]]
# Terms, and words of which every piece is one.
Block = tuple[Iterable[str], Sequence[str]]
_WEIGHTS = "weights.npz"
# Weights are kept in steps of 1/24: no reading changes by it, and the file is less than half as large.
_FINENESS = 24
# The log-odds of what no example shows.
_NEVER = -6.0
_MOST_REMEMBERED = 4_000


@Language.factory("ngrams", assigns=["doc.cats"], default_config={"strength": 10.0, "least": 2})
class NgramClassifier:
    """Says of each label how likely it holds, independently of the others.

    `strength`: how freely the weights may follow the examples (C of LIBLINEAR); `least`: in how many examples a term must occur.
    """

    def __init__(self, nlp: Language, name: str, strength: float, least: int) -> None:  # noqa: ARG002  spaCy gives it
        self.name, self.strength, self.least = name, strength, least
        self.labels: tuple[str, ...] = ()
        self._index: dict[str, int] = {}
        self._rarity = np.zeros(0, np.float32)
        self._weights = np.zeros((0, 0), np.float32)
        self._bias = np.zeros(0, np.float32)
        self._known_pieces = lru_cache(_MOST_REMEMBERED)(self._pieces_of)

    @property
    def terms(self) -> tuple[str, ...]:
        """What is looked for in a text, in the form of intake.nlp.terms."""
        return tuple(self._index)

    def __call__(self, doc: Doc) -> Doc:
        """Put the probabilities in `doc.cats`."""
        doc.cats.update(zip(self.labels, map(float, self.predict([doc])[0]), strict=True))
        return doc

    def predict(self, docs: Sequence[Doc]) -> Array:
        """Probabilities, 0..1: one row a document, one column a label."""
        return self.chances([tokens_of(doc) for doc in docs])

    def chances(self, texts: Sequence[Sequence[str]]) -> Array:
        """The same for texts of which the tokens are known, in small letters."""
        odds = np.tile(self._bias, (len(texts), 1))
        for row, tokens in enumerate(texts):
            where, values = self._row(tokens)
            odds[row] += values @ self._weights[where]
        return np.asarray(1 / (1 + np.exp(-odds)), np.float32)

    def initialize(
        self,
        get_examples: Callable[[], Iterable[Example]],
        nlp: Language | None = None,  # noqa: ARG002  spaCy gives it
    ) -> None:
        """Choose terms from the examples, and learn them."""
        examples = [(one.reference, dict(one.reference.cats)) for one in get_examples()]
        found = Counter(term for doc, _ in examples for term in self._terms_of(tokens_of(doc)))
        kept = sorted(term for term, count in found.items() if count >= self.least)
        self.labels = tuple(sorted({label for _, cats in examples for label in cats}))
        self._look_for(kept)
        # As scikit-learn's TfidfTransformer does: one is added, so that a term in every text still counts.
        self._rarity = np.array(
            [np.log((1 + len(examples)) / (1 + found[term])) + 1 for term in kept], np.float32
        )
        self._weights = np.zeros((len(kept), len(self.labels)), np.float32)
        self._bias = np.full(len(self.labels), _NEVER, np.float32)
        self.learn(examples)

    def learn(self, examples: Sequence[Learned]) -> None:
        """Weights for the terms that are known, from documents and what holds of each.

        What is not told of a document is left out; a label that holds of all or of none keeps its weights.
        """
        # Only learning needs it, and it loads slowly.
        from sklearn.linear_model import LogisticRegression

        table = self._table([doc for doc, _ in examples])
        weights, bias = self._weights.copy(), self._bias.copy()

        def fit(column: int) -> None:
            cats = [said.get(self.labels[column]) for _, said in examples]
            told = [number for number, holds in enumerate(cats) if holds is not None]
            truths = [(cats[number] or 0.0) >= 0.5 for number in told]
            if all(truths) or not any(truths):
                return
            fitted = LogisticRegression(C=self.strength, solver="liblinear").fit(table[told], truths)
            weights[:, column], bias[column] = fitted.coef_[0], fitted.intercept_[0]

        # LIBLINEAR lets other threads work meanwhile, and with this solver nothing is left to chance.
        with ThreadPoolExecutor(cpu_count()) as pool:
            list(pool.map(fit, range(len(self.labels))))
        self._keep(weights, bias)

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:  # noqa: ARG002  spaCy gives it
        """Write terms, labels and weights to the folder `path`."""
        folder = Path(path)
        folder.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            folder / _WEIGHTS,
            terms=np.frombuffer("\n".join(self._index).encode(), np.uint8),
            labels=np.array(self.labels),
            rarity=self._rarity.astype(np.float16),
            weights=np.round(self._weights * _FINENESS).astype(np.int16),
            bias=self._bias,
        )

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> "NgramClassifier":  # noqa: ARG002
        """Read what `to_disk` wrote. Raises OSError, ValueError or KeyError when it is damaged."""
        folder = Path(path)
        with np.load(folder / _WEIGHTS) as kept:
            self._look_for(kept["terms"].tobytes().decode().split("\n"))
            self.labels = tuple(map(str, kept["labels"]))
            self._rarity = kept["rarity"].astype(np.float32)
            self._keep(kept["weights"] / _FINENESS, kept["bias"])
        return self

    def _keep(self, weights: NDArray[Any], bias: NDArray[Any]) -> None:
        self._weights, self._bias = weights.astype(np.float32), bias.astype(np.float32)

    def _look_for(self, terms: Sequence[str]) -> None:
        self._index = {term: number for number, term in enumerate(terms)}
        self._known_pieces.cache_clear()

    def _blocks(self, tokens: Sequence[str]) -> Sequence[Block]:
        """What is looked at, in blocks that count as much as each other."""
        words = words_of(tokens)
        return (runs(words), ()), ((), words)

    def _terms_of(self, tokens: Sequence[str]) -> set[str]:
        return {term for terms, words in self._blocks(tokens) for term in chain(terms, pieces(words))}

    def _table(self, docs: Iterable[Doc]) -> "csr_matrix":
        from scipy.sparse import csr_matrix

        rows = [self._row(tokens_of(doc)) for doc in docs]
        ends = np.cumsum([0, *(len(where) for where, _ in rows)])
        where, values = (np.concatenate(parts) for parts in zip(*rows, strict=True))
        return csr_matrix((values, where, ends), shape=(len(rows), len(self._index)))

    def _row(self, tokens: Sequence[str]) -> Row:
        """The known terms of a text by their number, each with its weight."""
        weighed = [self._weighed(*block) for block in self._blocks(tokens)]
        where, values = (np.concatenate(parts) for parts in zip(*weighed, strict=True))
        return where, values

    def _weighed(self, terms: Iterable[str], words: Sequence[str]) -> Row:
        known = Counter(chain(self._known(terms), *map(self._known_pieces, words)))
        where = np.fromiter(known, np.int64, len(known))
        values = (1 + np.log(np.fromiter(known.values(), np.float32, len(known)))) * self._rarity[where]
        length = float(np.linalg.norm(values))
        return where, values / length if length else values

    def _known(self, terms: Iterable[str]) -> list[int]:
        return [number for term in terms if (number := self._index.get(term)) is not None]

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        return tuple(self._known(pieces([word])))
