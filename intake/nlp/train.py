"""Trains the pipeline of models/nl: `acts` learns sentences, `purpose` whole mails, `numbers` which numbers count."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.util import load_config

from intake.content import models_dir
from intake.domain import Label, QuestionTopic, SupportType
from intake.nlp.corpus import CorpusMail
from intake.nlp.mentions import OFFERED
from intake.nlp.model import ACTS, NUMBERS, PURPOSE, DutchModel, normalise

ACT_LABELS = (
    "auto change condition courtesy detail existing info outsider pledge refusal tension urgent withdrawal "
    "q.bekostiging q.koppeling_coa q.maatwerk q.overig q.procedure q.regeling_huisvesting q.spreidingswet "
    "s.bestuurlijk s.communicatie s.ervaren_professionals s.juridisch s.openbare_orde_veiligheid"
).split()
Mention = tuple[str, bool]
PURPOSE_LABELS = tuple(str(target) for target in (*Label, *SupportType, *QuestionTopic))
NOT_OWN_WORDS = frozenset({"sig", "quoted"})


def train_pipeline(
    train: Sequence[CorpusMail], mentions: Sequence[Mention], output: Path, version: str
) -> DutchModel:
    """Train the components on `train` by the recipe in models/training, and write the pipeline to `output`.

    `mentions`: the numbers in those mails, each in its context, and whether it counts.
    """
    nlp = spacy.blank("nl")
    nlp.add_pipe(ACTS, source=_fitted(ACTS, _sentence_docs(train)))
    nlp.add_pipe(PURPOSE, source=_fitted(PURPOSE, mail_docs(train)))
    told = ((text, frozenset({OFFERED} if counts else ())) for text, counts in mentions)
    nlp.add_pipe(NUMBERS, source=_fitted(NUMBERS, _docs(told, (OFFERED,))))
    nlp.meta.update(name="vng_mail_intake", version=version, lang="nl", license="EUPL-1.2")
    nlp.meta["description"] = (
        "Speech acts of sentences, purpose and numbers of mails to VNG about places for statushouders"
    )
    nlp.to_disk(output)
    return DutchModel(nlp, f"{nlp.meta['name']}-{version}")


def _fitted(name: str, docs: Iterable[Doc]) -> Language:
    """A component is fitted once, when it is initialised, by models/training/NAME.cfg."""
    with tempfile.NamedTemporaryFile(suffix=".spacy") as file:
        DocBin(docs=docs, store_user_data=False).to_disk(file.name)
        return init_nlp(load_config(models_dir() / "training" / f"{name}.cfg", {"paths.train": file.name}))


def _sentence_docs(mails: Iterable[CorpusMail]) -> Iterator[Doc]:
    sentences = (
        (s.text, s.acts & set(ACT_LABELS))
        for m in mails
        for p in m.parts
        for s in p.sentences
        if not s.acts & NOT_OWN_WORDS
    )
    yield from _docs(sentences, ACT_LABELS)


def mail_docs(mails: Iterable[CorpusMail]) -> Iterator[Doc]:
    """Whole mails with what they are about."""
    yield from _docs(((own_words(mail), _targets(mail)) for mail in mails), PURPOSE_LABELS)


def _targets(mail: CorpusMail) -> frozenset[str]:
    return frozenset((*mail.words("labels"), *mail.words("support"), *mail.words("topics")))


def own_words(mail: CorpusMail) -> str:
    """Subject and the sender's own sentences, as the pipeline sees them at work."""
    sentences = (s.text for part in mail.parts for s in part.sentences if not s.acts & NOT_OWN_WORDS)
    return "\n".join((mail.first("subject"), *sentences))


def _docs(texts: Iterable[tuple[str, frozenset[str] | set[str]]], labels: Sequence[str]) -> Iterator[Doc]:
    blank = spacy.blank("nl")
    for text, given in texts:
        doc = blank.make_doc(normalise(text))
        doc.cats = {label: float(label in given) for label in labels}
        yield doc
