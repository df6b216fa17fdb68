"""An extra spaCy pipeline that the operator names, such as nl_core_news_lg: its names of persons are no names of places."""

from collections.abc import Iterable
from dataclasses import dataclass

import spacy
from spacy.language import Language

from intake.errors import ConfigurationError

_PERSON = frozenset({"PER", "PERSON"})
_NEEDED = ("tok2vec", "transformer", "ner", "entity_ruler")


@dataclass(frozen=True, slots=True)
class LinguisticModel:
    """The loaded pipeline, of which only the recognition of names runs."""

    nlp: Language

    def persons(self, texts: Iterable[str]) -> frozenset[str]:
        """The names of persons in these texts, as written."""
        docs = self.nlp.pipe(texts)
        return frozenset(entity.text for doc in docs for entity in doc.ents if entity.label_ in _PERSON)


def load_linguistic(name: str) -> LinguisticModel | None:
    """The pipeline with this name or path; None for an empty name. Raises ConfigurationError when it cannot be used."""
    if not name:
        return None
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError, ImportError, KeyError) as error:
        raise ConfigurationError(
            f"nlp.linguistic_model names {name!r}, which spaCy cannot load ({error}). Install that pipeline, or leave it empty."
        ) from error
    if not {"ner", "entity_ruler"} & set(nlp.pipe_names):
        raise ConfigurationError(
            f"nlp.linguistic_model names {name!r}, which does not recognise names (no `ner`). Name another, or leave it empty."
        )
    for component in set(nlp.pipe_names) - set(_NEEDED):
        nlp.disable_pipe(component)
    return LinguisticModel(nlp)
