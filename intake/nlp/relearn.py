"""Learns what whole mails are for once more, with mails that a person vouches for beside the corpus.

Sentences stay as the shipped pipeline reads them: nobody tags sentences at the desk. What is written holds weights only, never a
word of those mails: the terms are those of the shipped pipeline.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import spacy

from intake.content import models_dir
from intake.nlp.corpus import CorpusMail
from intake.nlp.learned import BASE
from intake.nlp.model import PURPOSE, DutchModel, named, normalise
from intake.nlp.ngrams import NgramClassifier
from intake.nlp.train import mail_docs


@dataclass(frozen=True, slots=True)
class Vouched:
    """The own words of a mail, and what a person says of it: target -> whether it holds. Other targets are unknown."""

    text: str
    targets: Mapping[str, bool]


def relearn(train: Sequence[CorpusMail], vouched: Sequence[Vouched], output: Path) -> DutchModel:
    """The shipped pipeline with a purpose that was learned from the corpus and `vouched`, written to `output`."""
    shipped = models_dir() / "nl"
    nlp = spacy.load(shipped)
    purpose = cast(NgramClassifier, nlp.get_pipe(PURPOSE))
    written = [(doc, doc.cats) for doc in mail_docs(train)]
    told = [
        (nlp.make_doc(normalise(mail.text)), {target: float(holds) for target, holds in mail.targets.items()})
        for mail in vouched
    ]
    purpose.learn([*written, *told])
    nlp.meta.update({BASE: nlp.meta["version"], "version": output.name})
    nlp.to_disk(output, exclude=["vocab"])
    return named(nlp)
