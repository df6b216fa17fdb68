"""Trains the pipeline of models/nl: `acts` learns sentences, `purpose` whole mails, `numbers` which numbers count, `fates`
what later mails say became of places; `contexts` learned them before, in another way."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.util import load_config

from intake.content import models_dir
from intake.domain import Label, QuestionTopic, SupportType
from intake.nlp.contexts import ContextReader
from intake.nlp.corpus import CorpusMail, TaggedSentence
from intake.nlp.mentions import OFFERED
from intake.nlp.model import ACTS, CONTEXTS, FATES, NUMBERS, PURPOSE, DutchModel, named, normalise
from intake.nlp.sentences import in_context

ACT_LABELS = (
    "auto change condition courtesy detail existing info outsider pledge refusal tension urgent withdrawal "
    "q.bekostiging q.koppeling_coa q.maatwerk q.overig q.procedure q.regeling_huisvesting q.spreidingswet "
    "s.bestuurlijk s.communicatie s.ervaren_professionals s.juridisch s.openbare_orde_veiligheid"
).split()
# What a sentence of a later mail says became of places that were told before; those of intake.ties.Fate.
FATE_LABELS = ("firm", "gone", "less", "more", "open", "stays")
PURPOSE_LABELS = tuple(str(target) for target in (*Label, *SupportType, *QuestionTopic))
NOT_OWN_WORDS = frozenset({"sig", "quoted"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A number: the text around it (intake.nlp.mentions), and whether it counts."""

    text: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """A mail to learn from, and its numbers."""

    mail: CorpusMail
    mentions: tuple[Mention, ...]


def train_pipeline(
    lessons: Sequence[Lesson],
    later: Sequence[CorpusMail],
    contexts: ContextReader,
    output: Path,
    version: str,
) -> DutchModel:
    """Train the components on `lessons` and `later` mails by the recipe in models/training; the pipeline goes to `output`.

    `contexts` learned before, from the same mails (models/training/tune_encoder.py).
    """
    mails = [lesson.mail for lesson in lessons]
    nlp = spacy.blank("nl")
    nlp.add_pipe(ACTS, source=_fitted(ACTS, _sentence_docs(mails)))
    nlp.add_pipe(PURPOSE, source=_fitted(PURPOSE, mail_docs(mails)))
    told = (
        (mention.text, frozenset({OFFERED} if mention.counts else ()))
        for lesson in lessons
        for mention in lesson.mentions
    )
    nlp.add_pipe(NUMBERS, source=_fitted(NUMBERS, _docs(told, (OFFERED,))))
    nlp.add_pipe(FATES, source=_fitted(FATES, fate_docs(later)))
    cast(ContextReader, nlp.add_pipe(CONTEXTS)).copy(contexts)
    nlp.meta.update(name="vng_mail_intake", version=version, lang="nl", license="EUPL-1.2")
    nlp.meta["description"] = (
        "Speech acts of sentences, purpose and numbers of mails to VNG about places for statushouders"
    )
    # A vocabulary would hold every word of the corpus; words come to it as they are read.
    nlp.to_disk(output, exclude=["vocab"])
    return named(nlp)


def _fitted(name: str, docs: Iterable[Doc]) -> Language:
    """A component is fitted once, when it is initialised, by models/training/NAME.cfg."""
    with tempfile.NamedTemporaryFile(suffix=".spacy") as file:
        DocBin(docs=docs, store_user_data=False).to_disk(file.name)
        return init_nlp(load_config(models_dir() / "training" / f"{name}.cfg", {"paths.train": file.name}))


def own_sentences(mail: CorpusMail) -> list[TaggedSentence]:
    """What the sender wrote: no signature and no history."""
    return [one for part in mail.parts for one in part.sentences if not one.acts & NOT_OWN_WORDS]


def _sentence_docs(mails: Iterable[CorpusMail]) -> Iterator[Doc]:
    sentences = ((one.text, one.acts & set(ACT_LABELS)) for mail in mails for one in own_sentences(mail))
    yield from _docs(sentences, ACT_LABELS)


def fate_docs(later: Iterable[CorpusMail]) -> Iterator[Doc]:
    """The sentences of later mails with what they say became of places, each as it should be understood."""
    for mail in later:
        own = own_sentences(mail)
        texts = in_context([one.text for one in own])
        told = ((text, one.acts & set(FATE_LABELS)) for text, one in zip(texts, own, strict=True))
        yield from _docs(told, FATE_LABELS)


def mail_docs(mails: Iterable[CorpusMail]) -> Iterator[Doc]:
    """Whole mails with what they are about."""
    yield from _docs(((own_words(mail), targets_of(mail)) for mail in mails), PURPOSE_LABELS)


def targets_of(mail: CorpusMail) -> frozenset[str]:
    """What a mail is about: labels, support types and topics."""
    return frozenset((*mail.words("labels"), *mail.words("support"), *mail.words("topics")))


def own_words(mail: CorpusMail) -> str:
    """Subject and the sender's own sentences, as the pipeline sees them at work."""
    return "\n".join((mail.first("subject"), *(one.text for one in own_sentences(mail))))


def _docs(texts: Iterable[tuple[str, frozenset[str] | set[str]]], labels: Sequence[str]) -> Iterator[Doc]:
    blank = spacy.blank("nl")
    for text, given in texts:
        doc = blank.make_doc(normalise(text))
        doc.cats = {label: float(label in given) for label in labels}
        yield doc
