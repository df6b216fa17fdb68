"""How well mails are understood: the engine beside itself without the encoder, rules alone, model alone and keywords; and
whether it knows its limits.

`python -m bench.language` prints the figures; `--write-card` puts them in models/README.md and redraws the curve.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, cast

from bench.card import write_card
from bench.keywords import by_keywords
from bench.selective import Judged, judge
from bench.tables import scores_table, selective_table
from intake.classification.weights import Weights
from intake.content import models_dir
from intake.evaluation import score
from intake.nlp.contexts import ContextReader
from intake.nlp.corpus import CorpusMail, read_corpus
from intake.nlp.model import CONTEXTS
from intake.nlp.rendering import gold, render
from intake.pipeline import Examiner, load_examiner
from intake.report import outcome_record

SPLITS = ("dev", "heldout", "hard")
_NOW = datetime(2026, 6, 9, tzinfo=UTC)

Record = Mapping[str, Any]
Reads = Callable[[bytes, str], Record]


@dataclass(frozen=True, slots=True)
class Result:
    """One split: the figures of every engine by name, and each mail as the full engine did it."""

    split: str
    figures: Mapping[str, Mapping[str, Any]]
    judged: Sequence[Judged]


def main(arguments: Sequence[str]) -> None:
    """Measure every split that the model did not learn from, print the tables, and write the model card when asked."""
    engines = _engines()
    results = [_measure(split, engines) for split in SPLITS]
    scores = scores_table({r.split: r.figures for r in results})
    knows = selective_table({r.split: r.judged for r in results})
    print(scores, knows, sep="\n\n")
    if "--write-card" in arguments:
        write_card(scores, knows, {r.split: r.judged for r in results})


def _engines() -> dict[str, Reads]:
    full, rules = load_examiner(), load_examiner(use_model=False)
    model = replace(full, weights=_without_rules(full.weights))
    return {
        "engine": _reader(full),
        "without encoder": _reader(_without_encoder()),
        "rules alone": _reader(rules),
        "model alone": _reader(model),
        "keywords": lambda raw, _: by_keywords(raw, full.gazetteer),
    }


def _without_encoder() -> Examiner:
    """As where its optional packages are not installed."""
    examiner = load_examiner()
    assert examiner.language
    cast(ContextReader, examiner.language.nlp.get_pipe(CONTEXTS)).encoder = None
    return examiner


def _reader(examiner: Examiner) -> Reads:
    return lambda raw, mailbox: outcome_record("", examiner.examine(raw, mailbox, _NOW))


def _without_rules(weights: Weights) -> Weights:
    """The same weighing in which no rule is heard."""
    acts, targets = (
        {name: {**own, "rules": 0.0} for name, own in table.items()}
        for table in (weights.acts, weights.targets)
    )
    return replace(weights, acts=acts, targets=targets)


def _measure(split: str, engines: Mapping[str, Reads]) -> Result:
    mails = read_corpus(models_dir() / "training" / "corpus" / split)
    truth = [gold(mail, f"{mail.brief}.{mail.name}") for mail in mails]
    answers = {name: _answers(mails, truth, reads) for name, reads in engines.items()}
    figures = {name: score(truth, found) for name, found in answers.items()}
    return Result(split, figures, judge(truth, answers["engine"]))


def _answers(mails: Sequence[CorpusMail], truth: Sequence[Record], reads: Reads) -> dict[str, Record]:
    return {
        str(right["file"]): reads(render(mail), right["mailbox"])
        for mail, right in zip(mails, truth, strict=True)
    }


if __name__ == "__main__":
    main(sys.argv[1:])
