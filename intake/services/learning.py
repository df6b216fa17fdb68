"""Learning from corrections: a candidate model, measured against the present one, and active only when nowhere worse.

The shipped weights are the point from which the weights of the labels are fitted again, on mails that the judging model did
not learn from. Reviewed mails stay in the database: of them only weights are kept.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from intake.classification.pool import fit
from intake.classification.weighing import Case, features
from intake.classification.weights import Weights, load_weights, save_weights
from intake.content import models_dir
from intake.domain import Label
from intake.errors import ConfigurationError, IntakeError
from intake.mail.parse import parse
from intake.nlp.corpus import CorpusMail, read_corpus
from intake.nlp.learned import CANDIDATE, activate
from intake.nlp.model import DutchModel
from intake.nlp.relearn import Vouched, relearn
from intake.nlp.rendering import SENT, gold, render
from intake.pipeline import Examiner, own_words
from intake.reading import read
from intake.services.retrain import case_of
from intake.services.reviews import Reviewed, reviewed
from intake.store.audit import note
from intake.store.engine import unit_of_work
from intake.tally import tally
from intake.unwrapping import passages_of, unwrap

FOLDS = 3
# With fewer, one mail more or less decides about the model of everybody.
LEAST_HELD_OUT = 15
_RIDGE = 2.0
Say = Callable[[str], None]
Corpus = tuple[CorpusMail, ...]
Judged = tuple[Case, frozenset[Label]]


@dataclass(frozen=True, slots=True)
class Score:
    """F1 of one label on one set of mails: of the present model, and of the candidate."""

    measured_on: str
    label: Label
    now: float
    candidate: float

    @property
    def worse(self) -> bool:
        """Whether the candidate would be a step back."""
        return self.candidate < self.now


@dataclass(frozen=True, slots=True)
class Lesson:
    """What came of it: `learned_from` and `held_out` count reviewed mails."""

    name: str
    learned_from: int
    held_out: int
    scores: tuple[Score, ...]

    @property
    def activated(self) -> bool:
        """The candidate counts from the next start on: it is worse on no label, of reviewed and of written mails."""
        return not any(score.worse for score in self.scores)


def learn(
    engine: Engine, present: Examiner, folder: Path, name: str, now: datetime, say: Say, *, actor: str
) -> Lesson:
    """Train, measure, and activate when not worse. `say` is told each step. Raises IntakeError with too few reviews."""
    mails = tuple(reviewed(engine, present.rules.webmail))
    held = [mail for mail in mails if mail.held_out]
    known = [mail for mail in mails if not mail.held_out]
    _check(folder / name, len(mails), len(held))
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=CANDIDATE) as scratch:
        candidate = _candidate(present, known, name, Path(scratch), say)
        say("measuring")
        lesson = Lesson(name, len(known), len(held), tuple(_scores(present, candidate, held)))
        if lesson.activated:
            (Path(scratch) / name).rename(folder / name)
            activate(folder, name)
    with unit_of_work(engine) as session:
        done = "model learned" if lesson.activated else "model not better"
        note(session, now, done, actor=actor, model=name, learned_from=len(known), held_out=len(held))
    return lesson


def _check(target: Path, mails: int, held: int) -> None:
    if target.exists():
        raise ConfigurationError(f"--version: {target} is there already. Choose another name.")
    if held < LEAST_HELD_OUT:
        raise IntakeError(
            f"Too few reviewed mails to learn from: {mails}, of which {held} from senders that are kept apart to measure on; "
            f"at least {LEAST_HELD_OUT} of those are needed. Review more cases in the queue, then try again."
        )


def _candidate(present: Examiner, known: Sequence[Reviewed], name: str, scratch: Path, say: Say) -> Examiner:
    corpus = read_corpus(models_dir() / "training" / "corpus" / "train")
    shipped = load_weights(models_dir() / "nl" / "weighing.json")
    rows = list(_judged(present, corpus, shipped, known, scratch, say))
    say("training the candidate")
    model = relearn(corpus, _vouched(known), scratch / name)
    weights = _fitted(present, shipped, rows, name)
    save_weights(weights, scratch / name)
    return replace(present, language=model, weights=weights)


def _judged(
    present: Examiner, corpus: Corpus, shipped: Weights, known: Sequence[Reviewed], scratch: Path, say: Say
) -> Iterator[Judged]:
    """Each reviewed mail as a model sees it that has learned from other voices only (stacked generalisation)."""
    for fold in range(FOLDS):
        left_out = [mail for mail in known if mail.fold(FOLDS) == fold]
        if not left_out:
            continue
        say(f"training fold {fold + 1} of {FOLDS}")
        rest = [mail for mail in known if mail.fold(FOLDS) != fold]
        model = relearn(corpus, _vouched(rest), scratch / f"fold-{fold}")
        for mail in left_out:
            yield _case(present, model, shipped, mail), mail.labels


def _case(present: Examiner, model: DutchModel, shipped: Weights, mail: Reviewed) -> Case:
    return case_of(
        mail.raw, mail.mailbox, model, present.rules, shipped.acts, present.gazetteer, present.counting
    )


def _vouched(mails: Sequence[Reviewed]) -> list[Vouched]:
    return [
        Vouched(
            own_words(read(passages_of(unwrap(parse(mail.raw)))[0], None)),
            {label: label in mail.labels for label in Label},
        )
        for mail in mails
    ]


def _fitted(present: Examiner, shipped: Weights, rows: Sequence[Judged], name: str) -> Weights:
    targets = dict(shipped.targets)
    for label in Label:
        found = [features(case, label, present.rules) for case, _ in rows]
        truths = [label in labels for _, labels in rows]
        prior = shipped.targets[label]
        targets[label] = {**prior, **fit(found, truths, ridge=_RIDGE, prior=prior)}
    return replace(shipped, targets=targets, version=name)


def _scores(present: Examiner, candidate: Examiner, held: Sequence[Reviewed]) -> Iterator[Score]:
    for name, mails in (("reviewed mails", held), ("held-out mails of the corpus", list(_written()))):
        now, then = (_f1(examiner, mails) for examiner in (present, candidate))
        yield from (Score(name, label, now[label], then[label]) for label in Label)


def _f1(examiner: Examiner, mails: Sequence[Reviewed]) -> dict[Label, float]:
    read_as = [
        examiner.examine(mail.raw, mail.mailbox, mail.received_at).classification.labels for mail in mails
    ]
    pairs = [(mail.labels, said) for mail, said in zip(mails, read_as, strict=True)]
    return {label: tally((label in truth, label in said) for truth, said in pairs).f1 for label in Label}


def _written() -> Iterator[Reviewed]:
    """What was written for measuring, so that a handful of odd corrections cannot spoil what works everywhere."""
    for mail in read_corpus(models_dir() / "training" / "corpus" / "heldout"):
        answer = gold(mail, mail.name)
        if "labels" not in answer["doubtful_fields"]:
            yield Reviewed(
                render(mail), answer["mailbox"], SENT, frozenset(map(Label, answer["labels"])), voice=0
            )
