"""Loads the Dutch pipeline of models/nl and asks it what each sentence does, and what the whole mail is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import cast

import spacy
from spacy.language import Language

from intake.content import models_dir
from intake.errors import ContentError
from intake.nlp.mentions import OFFERED
from intake.nlp.ngrams import NgramClassifier

ACTS = "acts"
PURPOSE = "purpose"
NUMBERS = "numbers"
_LONGEST = 4000


@dataclass(frozen=True, slots=True)
class DutchModel:
    """The loaded pipeline. `version` names it in every verdict."""

    nlp: Language
    version: str
    lock: Lock = field(default_factory=Lock, repr=False, compare=False)

    def acts(self, sentences: Sequence[str]) -> tuple[Mapping[str, float], ...]:
        """Per sentence: speech act -> probability, 0..1."""
        return self._ask(ACTS, sentences)

    def purpose(self, text: str) -> Mapping[str, float]:
        """For the whole of somebody's own words: label, topic or support type -> probability, 0..1."""
        return self._ask(PURPOSE, [text])[0]

    def numbers(self, mentions: Sequence[str]) -> tuple[float, ...]:
        """Per number in its context (intake.nlp.mentions): how likely it is offered, 0..1."""
        return tuple(said[OFFERED] for said in self._ask(NUMBERS, mentions))

    def _ask(self, component: str, texts: Sequence[str]) -> tuple[Mapping[str, float], ...]:
        if not texts:
            return ()
        pipe = cast(NgramClassifier, self.nlp.get_pipe(component))
        # A vocabulary keeps every word that it meets, for ever; in a zone it forgets those of this mail.
        with self.lock, self.nlp.memory_zone():
            said = pipe.predict([self.nlp.make_doc(normalise(text)) for text in texts])
        return tuple(dict(zip(pipe.labels, map(float, row), strict=True)) for row in said)


def normalise(text: str) -> str:
    """Text as the model learned it: one line, not endless, and numbers that mean an amount by their length only.

    The model must learn how people talk about numbers, not which numbers they named.
    """
    return " ".join("".join("0" if char.isdigit() else char for char in text).split())[:_LONGEST] or "leeg"


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
