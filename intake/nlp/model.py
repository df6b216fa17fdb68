"""Loads the Dutch pipeline of models/nl and asks it what each sentence does, and what the whole mail is for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import cast

import numpy as np
import spacy
from spacy.language import Language

from intake.content import models_dir
from intake.errors import ContentError
from intake.nlp.contexts import ContextReader, Place
from intake.nlp.encoder import Array
from intake.nlp.ngrams import NgramClassifier
from intake.nlp.sentences import in_context
from intake.nlp.terms import Splitter

ACTS = "acts"
PURPOSE = "purpose"
NUMBERS = "numbers"
CONTEXTS = "contexts"
FATES = "fates"
_LONGEST = 4000
_NEARLY = 1e-4
_KEPT = 200


@dataclass(frozen=True, slots=True)
class DutchModel:
    """The loaded pipeline. `version` names it in every verdict."""

    nlp: Language
    version: str
    splitter: Splitter = field(repr=False, compare=False)
    heard: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def acts(self, sentences: Sequence[str]) -> tuple[Mapping[str, float], ...]:
        """Per sentence of one mail: speech act -> probability, 0..1."""
        if not sentences:
            return ()
        heard = log_odds(self._ask(ACTS, in_context(sentences)))
        joined = _chances(_both(heard, self._contexts.acts(sentences)))
        labels = self._classifier(ACTS).labels
        return tuple(dict(zip(labels, map(float, row), strict=True)) for row in joined)

    def fates(self, sentences: Sequence[str]) -> tuple[Mapping[str, float], ...]:
        """Per sentence of one mail: what it says became of places told before -> log-odds."""
        if not sentences or not self.nlp.has_pipe(FATES):
            return ({},) * len(sentences)
        heard = log_odds(self._ask(FATES, in_context(sentences)))
        joined = _both(heard, self._contexts.fates(sentences))
        labels = self._classifier(FATES).labels
        return tuple(dict(zip(labels, map(float, row), strict=True)) for row in joined)

    def purpose(self, sentences: Sequence[str]) -> Mapping[str, float]:
        """For the whole of somebody's own words: label, topic or support type -> probability, 0..1."""
        heard = log_odds(self._ask(PURPOSE, ["\n".join(sentences)])[0])
        joined = _chances(_both(heard, self._contexts.purpose(sentences)))
        return dict(zip(self._classifier(PURPOSE).labels, map(float, joined), strict=True))

    def numbers(
        self, mentions: Sequence[str], sentences: Sequence[str], places: Sequence[Place]
    ) -> tuple[float, ...]:
        """Per number of one mail: how likely it is offered, in log-odds.

        `mentions`: each in its context (intake.nlp.mentions); `places`: where each stands in `sentences`.
        """
        if not mentions:
            return ()
        heard = self._of_mentions(mentions)
        return tuple(map(float, _both(heard, self._contexts.numbers(sentences, places))))

    def _of_mentions(self, mentions: Sequence[str]) -> Array:
        """One mail is read several times; each of its numbers is heard once."""
        if len(self.heard) > _KEPT:
            self.heard.clear()
        known = {mention: odds for mention in mentions if (odds := self.heard.get(mention)) is not None}
        if new := [mention for mention in dict.fromkeys(mentions) if mention not in known]:
            fresh = log_odds(self._ask(NUMBERS, new)).ravel()
            known |= dict(zip(new, map(float, fresh), strict=True))
            self.heard.update(known)
        return np.asarray([known[mention] for mention in mentions], np.float32)

    @property
    def _contexts(self) -> ContextReader:
        return cast(ContextReader, self.nlp.get_pipe(CONTEXTS))

    def _classifier(self, component: str) -> NgramClassifier:
        return cast(NgramClassifier, self.nlp.get_pipe(component))

    def _ask(self, component: str, texts: Sequence[str]) -> Array:
        return self._classifier(component).chances(self.splitter(map(normalise, texts)))


def _both(heard: Array, seen: Array | None) -> Array:
    """Two readers' log-odds as one; the first alone when the second is silent."""
    return heard if seen is None else np.asarray((heard + seen) / 2, np.float32)


def _chances(odds: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-odds)))


def log_odds(chances: Array) -> Array:
    """The log-odds of probabilities, bounded so that no reader is quite sure."""
    bounded = np.clip(chances, _NEARLY, 1 - _NEARLY)
    return np.asarray(np.log(bounded / (1 - bounded)))


def normalise(text: str) -> str:
    """Text as the model learned it: one line, not endless, and numbers that mean an amount by their length only.

    The model must learn how people talk about numbers, not which numbers they named.
    """
    return " ".join("".join(map(_without_value, text)).split())[:_LONGEST] or "leeg"


@lru_cache(maxsize=1_000)
def _without_value(char: str) -> str:
    return "0" if char.isdigit() else char


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
    return named(nlp)


def named(nlp: Language) -> DutchModel:
    """The pipeline under the name that stands in every verdict: it tells when the encoder did not take part."""
    alone = "" if cast(ContextReader, nlp.get_pipe(CONTEXTS)).encoder else "-without-encoder"
    return DutchModel(nlp, f"{nlp.meta['name']}-{nlp.meta['version']}{alone}", Splitter(nlp))
