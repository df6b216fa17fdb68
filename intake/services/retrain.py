"""`make train`: the n-grams of the language model, then the weights of all witnesses, from the corpus.

The weights are fitted on mails that the judging model has not learned from: one third of the training briefs is read by a model
of the others (stacked generalisation: Wolpert 1992). Briefs are never split. The encoder is not tuned here: that is what
models/training/tune_encoder.py does, once without that third and once with it.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import spacy
from rich.console import Console
from rich.progress import track

from intake.classification.matching import WITH_MODEL, hits_of, weigh_sentences, witnesses
from intake.classification.pool import fit
from intake.classification.rulebook import Rulebook, load_rulebook
from intake.classification.weighing import Case, features
from intake.classification.weights import TARGETS, URGENT, Weights, default_weights, save_weights
from intake.content import models_dir, rules_dir
from intake.domain import Label, QuestionTopic, SupportType
from intake.errors import ConfigurationError
from intake.extraction.amounts import CountingRules, load_counting
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from intake.extraction.senders import read_sender
from intake.mail.parse import parse
from intake.mail.screening import screen
from intake.nlp.additions import fill
from intake.nlp.contexts import HEADS, ContextReader
from intake.nlp.corpus import CorpusMail, read_corpus
from intake.nlp.encoder import GRAPH, PIECES
from intake.nlp.model import CONTEXTS, DutchModel
from intake.nlp.rendering import gold, render
from intake.nlp.train import ACT_LABELS, Lesson, own_sentences, train_pipeline
from intake.pipeline import sender_witness
from intake.reading import read
from intake.second_reader import likeliest
from intake.services.retrain_fates import fit_fates
from intake.services.retrain_numbers import fit_numbers, mentions_of
from intake.unwrapping import passages_of, unwrap

_OWN = frozenset({"migratie@vng.nl", "ondersteuningsteamasiel@vng.nl"})
_LEAST_EXAMPLES = 8
# Every mail is asked about some five times.
_REMEMBERED = 10_000
LEFT_OUT, LEARNED = "briefs", "learned"
Judged = tuple[CorpusMail, DutchModel]


def retrain(version: str, say: Callable[[str], None]) -> Path:
    """Train, fit, and put the result in models/nl. `say` is told each step. Raises ContentError on a fault in the corpus."""
    corpus, target = models_dir() / "training" / "corpus", models_dir() / "nl"
    train, dev = read_corpus(corpus / "train"), read_corpus(corpus / "dev")
    later = read_corpus(models_dir() / "training" / "later" / "train")
    rulebook = load_rulebook(rules_dir())
    lessons = _lessons(train)
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "nl"
        contexts, aside = contexts_without_third(Path(scratch) / CONTEXTS)
        say("training without the briefs that are left out")
        rest = [lesson for lesson in lessons if lesson.mail.brief not in aside]
        rest_later = [mail for mail in later if mail.brief not in aside]
        partly = train_pipeline(rest, rest_later, contexts, Path(scratch) / "rest", "0")
        say("training the model that is kept")
        model = train_pipeline(lessons, later, shipped_contexts(), fresh, version)
        say("fitting the weights of the witnesses")
        judged = [
            *((mail, partly) for mail in train if mail.brief in aside),
            *((mail, model) for mail in dev),
        ]
        weights = fit_weights(judged, rulebook, version)
        left_out = [(mail, partly) for mail in later if mail.brief in aside]
        weights = replace(weights, fates=fit_fates(left_out, load_counting(rules_dir())))
        say("fitting the weights of the second reader")
        save_weights(replace(weights, numbers=fit_numbers(judged, weights)), fresh)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(fresh, target)
    return target


def left_out_file() -> Path:
    """What the encoder learned without a third of the briefs, and which those are (models/training/tune_encoder.py)."""
    return models_dir() / "training" / "left_out.npz"


def without_third(
    briefs: Iterable[str], left_out: Iterable[str] = (), learned: Iterable[str] = ()
) -> frozenset[str]:
    """The briefs that are left out: those that were `left_out` before, and every third of those that are new."""
    before = frozenset(map(str, left_out))
    return before | frozenset(sorted(set(briefs) - before - frozenset(map(str, learned)))[::3])


def contexts_without_third(folder: Path) -> tuple[ContextReader, frozenset[str]]:
    """The reader of contexts that did not learn from the briefs that are named beside it; its files are written to `folder`."""
    shipped = models_dir() / "nl" / CONTEXTS
    with np.load(left_out_file()) as kept:
        learned = dict(kept)
    aside = frozenset(map(str, learned.pop(LEFT_OUT)))
    learned.pop(LEARNED, None)
    folder.mkdir()
    fill(shipped / GRAPH, learned, folder / GRAPH)
    shutil.copyfile(shipped / PIECES, folder / PIECES)
    np.savez(folder / HEADS, **learned)
    return shipped_contexts(folder), aside


def shipped_contexts(folder: Path | None = None) -> ContextReader:
    """The reader of contexts in `folder`. Raises ConfigurationError where the packages of its encoder are not installed."""
    reader = ContextReader(spacy.blank("nl"), CONTEXTS)
    reader.from_disk(folder or models_dir() / "nl" / CONTEXTS, remembered=_REMEMBERED)
    if reader.encoder is None:
        raise ConfigurationError(
            "Training needs the packages onnxruntime and sentencepiece: pip install 'vng-mail-intake[encoder]'."
        )
    return reader


def _lessons(mails: Sequence[CorpusMail]) -> list[Lesson]:
    counting = load_counting(rules_dir())
    told = track(mails, "looking at numbers", console=Console(stderr=True))
    return [Lesson(mail, mentions_of(mail, counting)) for mail in told]


def fit_weights(judged: Sequence[Judged], rulebook: Rulebook, version: str) -> Weights:
    """Weights per act from tagged sentences, then per target from whole mails read with those."""
    acts = _fit_acts(judged, rulebook)
    defaults = default_weights().targets
    gazetteer, counting = load_gazetteer(rules_dir()), load_counting(rules_dir())
    cases = [
        (
            case_of(render(mail), mail.first("mailbox"), model, rulebook, acts, gazetteer, counting),
            _truth(mail),
        )
        for mail, model in judged
    ]
    targets = {}
    for target in TARGETS:
        rows = [
            (features(case, target, rulebook), target in truth)
            for case, truth in cases
            if _matters(target, truth)
        ]
        targets[target] = _fit_with_rules(
            [row for row, _ in rows], [true for _, true in rows], 2.0, defaults[target]
        )
    return Weights(targets, acts, version)


def _fit_acts(judged: Sequence[Judged], rulebook: Rulebook) -> dict[str, dict[str, float]]:
    sentences = [
        (sentence, scores)
        for mail, model in judged
        for own in [own_sentences(mail)]
        for sentence, scores in zip(own, _said(mail, model), strict=True)
    ]
    hits = [hits_of(sentence.text, rulebook) for sentence, _ in sentences]
    fitted = {}
    for act in ACT_LABELS:
        truths = [act in sentence.acts for sentence, _ in sentences]
        rows = [witnesses(scores, hit, act) for (_, scores), hit in zip(sentences, hits, strict=True)]
        if sum(truths) >= _LEAST_EXAMPLES:
            fitted[act] = _fit_with_rules(rows, truths, 1.0, WITH_MODEL)
    return fitted


def _fit_with_rules(
    rows: Sequence[Mapping[str, float]], truths: Sequence[bool], ridge: float, prior: Mapping[str, float]
) -> dict[str, float]:
    """A rule that speaks for something never speaks against it: where examples say so, it is not heard."""
    weights = fit(rows, truths, ridge=ridge, prior=prior)
    if weights["rules"] >= 0:
        return weights
    unruly = [{name: said for name, said in row.items() if name != "rules"} for row in rows]
    return fit(unruly, truths, ridge=ridge, prior=prior)


def _said(mail: CorpusMail, model: DutchModel) -> tuple[Mapping[str, float], ...]:
    """What the model makes of each own sentence; the subject stands before them, as at work."""
    return model.acts([mail.first("subject"), *(one.text for one in own_sentences(mail))])[1:]


def case_of(
    raw: bytes,
    mailbox: str,
    model: DutchModel,
    rulebook: Rulebook,
    acts: Mapping[str, Mapping[str, float]],
    gazetteer: Gazetteer,
    counting: CountingRules,
) -> Case:
    """What the weighing sees of one message. Raises UnreadableMessageError."""
    parsed = parse(raw)
    reading = read(passages_of(unwrap(parsed))[0], model)
    sentences, spoken = weigh_sentences(reading.sentences, rulebook, acts)
    return Case(
        sentences,
        spoken,
        model.purpose([sentence.text for sentence in reading.sentences]),
        mailbox,
        screen(parsed, _OWN).auto_reply,
        sender_witness(read_sender(parsed.sender, reading, gazetteer), parsed.sender, rulebook),
        likeliest(model, reading.sentences, counting),
    )


def _truth(mail: CorpusMail) -> frozenset[str]:
    answer = gold(mail, mail.name)
    urgent = {URGENT} if answer["urgency"] == "high" else set()
    return frozenset({*answer["labels"], *answer["support_types"], *answer["question_topics"], *urgent})


def _matters(target: str, truth: frozenset[str]) -> bool:
    """Support types are asked only of support requests, topics only of questions."""
    if target in set(SupportType):
        return Label.SUPPORT_REQUEST in truth
    return target not in set(QuestionTopic) or Label.QUESTION in truth
