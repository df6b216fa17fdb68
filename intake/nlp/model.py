"""Loads the Dutch pipeline of models/nl and asks it what each sentence does, and what the whole mail is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language
from spacy.tokens import Doc

from intake.content import models_dir
from intake.errors import ContentError

ACTS = "acts"
PURPOSE = "purpose"
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class DutchModel:
    """The loaded pipeline. `version` names it in every verdict."""

    nlp: Language
    version: str
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def acts(self, sentences: Sequence[str]) -> tuple[Mapping[str, float], ...]:
        """Per sentence: speech act -> probability, 0..1: the geometric mean of what the trained twins say."""
        twins = [name for name in self.nlp.pipe_names if name.startswith(ACTS)]
        return self._ask(twins, sentences)

    def purpose(self, text: str) -> Mapping[str, float]:
        """For the whole of somebody's own words: label, topic or support type -> probability, 0..1."""
        return self._ask([PURPOSE], [text])[0]

    def _ask(self, components: Sequence[str], texts: Sequence[str]) -> tuple[Mapping[str, float], ...]:
        if not texts:
            return ()
        pipes = [self.nlp.get_pipe(name) for name in components]
        # A vocabulary keeps every word that it meets, for ever; in a zone it forgets those of this mail.
        with self.lock, self.nlp.memory_zone():
            docs = [self._doc(text) for text in texts]
            odds = np.mean([_log_odds(pipe.predict(docs)) for pipe in pipes], axis=0)  # type: ignore[attr-defined]
        labels = pipes[0].labels  # type: ignore[attr-defined]
        return tuple(dict(zip(labels, map(float, row), strict=True)) for row in 1 / (1 + np.exp(-odds)))

    def _doc(self, text: str) -> Doc:
        doc = self.nlp.make_doc(normalise(text)[:_LONGEST])
        return doc if len(doc) else self.nlp.make_doc("leeg")


def _log_odds(scores: Any) -> NDArray[np.float64]:
    bounded = np.clip(np.asarray(scores, dtype=np.float64), 1e-9, 1 - 1e-9)
    return np.log(bounded / (1 - bounded))


def normalise(text: str) -> str:
    """Text as the model learned it: one line, and numbers that mean an amount by their length only.

    The model must learn how people talk about numbers, not which numbers they named.
    """
    return " ".join("".join("0" if char.isdigit() else char for char in text).split()) or "leeg"


def load_model(path: Path | None = None) -> DutchModel | None:
    """The shipped pipeline, or None when there is none: the rules then work alone.

    Raises ContentError when the folder is there and cannot be loaded.
    """
    folder = path or models_dir() / "nl"
    if not (folder / "meta.json").is_file():
        return None
    try:
        nlp = spacy.load(folder)
    except (OSError, ValueError, KeyError) as error:
        raise ContentError(
            f"{folder}: the language model cannot be loaded ({error}). Run `make train`, or restore the folder."
        ) from error
    return DutchModel(nlp, f"{nlp.meta['name']}-{nlp.meta['version']}")
