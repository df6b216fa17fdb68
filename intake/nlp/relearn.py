"""Learns what whole mails are for once more, with mails that a person vouches for beside the corpus.

Sentences stay as the shipped pipeline reads them: nobody tags sentences at the desk. What is written holds weights only, never a
word of those mails: the list of words is that of the shipped pipeline.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import spacy
from spacy.tokens import Doc

from intake.content import models_dir
from intake.nlp.corpus import CorpusMail
from intake.nlp.learned import BASE
from intake.nlp.model import PURPOSE, DutchModel, normalise
from intake.nlp.train import SEED, fit_component, mail_docs, write_docs

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Vouched:
    """The own words of a mail, and what a person says of it: target -> whether it holds. Other targets are unknown."""

    text: str
    targets: Mapping[str, bool]


def relearn(
    train: Sequence[CorpusMail], dev: Sequence[CorpusMail], vouched: Sequence[Vouched], output: Path
) -> DutchModel:
    """The shipped pipeline with a purpose that was learned from the corpus and `vouched`, written to `output`."""
    shipped = models_dir() / "nl"
    with tempfile.TemporaryDirectory() as scratch:
        learned = chain(mail_docs(train, noisy=True), _docs(vouched))
        write_docs(learned, Path(scratch), PURPOSE, "train")
        write_docs(mail_docs(dev), Path(scratch), PURPOSE, "dev")
        purpose = fit_component(PURPOSE, Path(scratch), models_dir() / "training", SEED)
    nlp = spacy.load(shipped)
    nlp.remove_pipe(PURPOSE)
    nlp.add_pipe(PURPOSE, source=purpose)
    nlp.meta.update({BASE: nlp.meta["version"], "version": output.name})
    nlp.to_disk(output, exclude=["vocab"])
    shutil.copytree(shipped / "vocab", output / "vocab")
    return DutchModel(nlp, f"{nlp.meta['name']}-{output.name}")


def _docs(vouched: Sequence[Vouched]) -> Iterator[Doc]:
    blank = spacy.blank("nl")
    for mail in vouched:
        doc = blank.make_doc(normalise(mail.text)[:_LONGEST])
        doc.cats = {target: float(holds) for target, holds in mail.targets.items()}
        yield doc
