"""Trains the pipeline of models/nl from the corpus: `acts` and `acts_ngrams` learn sentences, `purpose` learns whole mails."""

import random
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import spacy
from spacy.cli.train import train as spacy_train
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.util import load_config

from intake.content import models_dir
from intake.domain import Label, QuestionTopic, SupportType
from intake.nlp.corpus import CorpusMail
from intake.nlp.model import ACTS, ACTS_NGRAMS, PURPOSE, DutchModel, normalise

SEED = 26014
ACT_LABELS = (
    "auto change condition courtesy detail existing info outsider pledge refusal tension urgent withdrawal "
    "q.bekostiging q.koppeling_coa q.maatwerk q.overig q.procedure q.regeling_huisvesting q.spreidingswet "
    "s.bestuurlijk s.communicatie s.ervaren_professionals s.juridisch s.openbare_orde_veiligheid"
).split()
PURPOSE_LABELS = tuple(str(target) for target in (*Label, *SupportType, *QuestionTopic))
NOT_OWN_WORDS = frozenset({"sig", "quoted"})


def train_pipeline(
    train: Sequence[CorpusMail], dev: Sequence[CorpusMail], output: Path, version: str
) -> DutchModel:
    """Train every component on `train`, the epoch of `acts` that is best on `dev`, and write the pipeline to `output`."""
    recipe = models_dir() / "training"
    with tempfile.TemporaryDirectory() as scratch:
        for split, mails in (("train", train), ("dev", dev)):
            write_docs(mail_docs(mails), Path(scratch), PURPOSE, split)
            write_docs(_sentence_docs(mails), Path(scratch), ACTS_NGRAMS, split)
            write_docs(_sentence_docs(mails, noisy=split == "train"), Path(scratch), ACTS, split)
        nlp = _trained(ACTS, Path(scratch), recipe)
        for name in (ACTS_NGRAMS, PURPOSE):
            nlp.add_pipe(name, source=_fitted(name, Path(scratch), recipe))
    nlp.meta.update(name="vng_mail_intake", version=version, lang="nl", license="EUPL-1.2")
    nlp.meta["description"] = (
        "Speech acts of sentences and purpose of mails to VNG about places for statushouders"
    )
    nlp.to_disk(output)
    return DutchModel(nlp, f"{nlp.meta['name']}-{version}")


def _trained(name: str, scratch: Path, recipe: Path) -> Language:
    """A component that learns by epochs, by `recipe`/NAME.cfg, from the documents that `write_docs` put in `scratch`."""
    spacy_train(recipe / f"{name}.cfg", scratch / name, overrides=_paths(name, scratch))
    return spacy.load(scratch / name / "model-best")


def _fitted(name: str, scratch: Path, recipe: Path) -> Language:
    """A component that is fitted once, when it is initialised."""
    return init_nlp(load_config(recipe / f"{name}.cfg", overrides=_paths(name, scratch)))


def _paths(name: str, scratch: Path) -> dict[str, object]:
    return {f"paths.{split}": str(scratch / f"{name}-{split}.spacy") for split in ("train", "dev")}


def write_docs(docs: Iterable[Doc], scratch: Path, name: str, split: str) -> None:
    """Put documents where training looks for them. `split`: train or dev."""
    DocBin(docs=docs, store_user_data=False).to_disk(scratch / f"{name}-{split}.spacy")


def _sentence_docs(mails: Iterable[CorpusMail], *, noisy: bool = False) -> Iterator[Doc]:
    sentences = (
        (s.text, s.acts & set(ACT_LABELS))
        for m in mails
        for p in m.parts
        for s in p.sentences
        if not s.acts & NOT_OWN_WORDS
    )
    yield from _docs(sentences, ACT_LABELS, noisy)


def mail_docs(mails: Iterable[CorpusMail]) -> Iterator[Doc]:
    """Whole mails with what they are about."""
    yield from _docs(((own_words(mail), _targets(mail)) for mail in mails), PURPOSE_LABELS, noisy=False)


def _targets(mail: CorpusMail) -> frozenset[str]:
    return frozenset((*mail.words("labels"), *mail.words("support"), *mail.words("topics")))


def own_words(mail: CorpusMail) -> str:
    """Subject and the sender's own sentences, as the pipeline sees them at work."""
    sentences = (s.text for part in mail.parts for s in part.sentences if not s.acts & NOT_OWN_WORDS)
    return "\n".join((mail.first("subject"), *sentences))


def _docs(
    texts: Iterable[tuple[str, frozenset[str] | set[str]]], labels: Sequence[str], noisy: bool
) -> Iterator[Doc]:
    blank, chance = spacy.blank("nl"), random.Random(SEED)
    for text, given in texts:
        for variant in (text, *_variants(text, chance if noisy else None)):
            doc = blank.make_doc(normalise(variant))
            doc.cats = {label: float(label in given) for label in labels}
            yield doc


def _variants(text: str, chance: random.Random | None) -> Iterator[str]:
    """People type on telephones: some sentences are learned in lower case, or with a slip of the finger, as well."""
    if chance and chance.random() < 0.25:
        yield text.lower().rstrip(".!?")
    if chance and len(text) > 20 and chance.random() < 0.25:
        at = chance.randrange(1, len(text) - 2)
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
