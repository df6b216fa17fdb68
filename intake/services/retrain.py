"""`make train`: the language model, then the weights of all witnesses, both from the corpus.

The weights are fitted on mails that the judging model has not learned from: the training briefs are split in folds, and
each fold is read by a model of the other folds (stacked generalisation: Wolpert 1992). Briefs are never split.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from os import cpu_count
from pathlib import Path

from rich.console import Console
from rich.progress import track

from intake.classification.matching import WITH_MODEL, hits_of, weigh_sentences, witnesses
from intake.classification.pool import fit
from intake.classification.rulebook import Rulebook, load_rulebook
from intake.classification.weighing import (
    TARGETS,
    URGENT,
    Case,
    Weights,
    default_weights,
    features,
    save_weights,
)
from intake.content import models_dir, rules_dir
from intake.domain import Label, QuestionTopic, SupportType
from intake.errors import ConfigurationError
from intake.extraction.amounts import CountingRules, load_counting
from intake.extraction.gazetteer import Gazetteer, load_gazetteer
from intake.extraction.senders import read_sender
from intake.mail.parse import parse
from intake.mail.screening import screen
from intake.nlp.corpus import CorpusMail, read_corpus
from intake.nlp.encoder import Encoder, load_encoder
from intake.nlp.model import DutchModel
from intake.nlp.rendering import gold, render
from intake.nlp.train import ACT_LABELS, Lesson, look_at, own_sentences, train_pipeline
from intake.pipeline import own_words, read, sender_witness
from intake.second_reader import likeliest
from intake.services.retrain_numbers import fit_numbers, mentions_of
from intake.unwrapping import passages_of, unwrap

FOLDS = 3
_OWN = frozenset({"migratie@vng.nl", "ondersteuningsteamasiel@vng.nl"})
_LEAST_EXAMPLES = 8
# Every mail is looked at twice and asked about five times; what was seen of all takes some 4 GB.
_REMEMBERED = 40_000
Judged = tuple[CorpusMail, DutchModel]


def retrain(version: str, say: Callable[[str], None]) -> Path:
    """Train, fit, and put the result in models/nl. `say` is told each step. Raises ContentError on a fault in the corpus."""
    corpus = models_dir() / "training" / "corpus"
    train, dev = read_corpus(corpus / "train"), read_corpus(corpus / "dev")
    rulebook = load_rulebook(rules_dir())
    say("looking at every mail")
    encoder = _encoder()
    lessons = _lessons(train, encoder)
    with tempfile.TemporaryDirectory() as scratch:
        fresh = Path(scratch) / "nl"
        judged = list(_cross_judged(lessons, encoder, Path(scratch), say))
        say("training the model that is kept")
        model = train_pipeline(lessons, encoder, fresh, version)
        say("fitting the weights of the witnesses")
        everything = [*judged, *((mail, model) for mail in dev)]
        weights = fit_weights(everything, rulebook, version)
        say("fitting the weights of the second reader")
        save_weights(replace(weights, numbers=fit_numbers(everything, weights)), fresh)
        target = models_dir() / "nl"
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(fresh, target)
    return target


def _encoder() -> Encoder:
    encoder = load_encoder(models_dir() / "nl" / "contexts", _REMEMBERED)
    if encoder is None:
        raise ConfigurationError(
            "Training needs the packages onnxruntime and sentencepiece: pip install 'vng-mail-intake[encoder]'."
        )
    return encoder


def _lessons(mails: Sequence[CorpusMail], encoder: Encoder) -> list[Lesson]:
    counting = load_counting(rules_dir())

    def lesson(mail: CorpusMail) -> Lesson:
        return Lesson(mail, look_at(mail, encoder), mentions_of(mail, counting, encoder))

    with ThreadPoolExecutor(cpu_count()) as pool:
        return list(track(pool.map(lesson, mails), "looking", len(mails), console=Console(stderr=True)))


def _cross_judged(
    lessons: Sequence[Lesson], encoder: Encoder, scratch: Path, say: Callable[[str], None]
) -> Iterator[Judged]:
    briefs = sorted({lesson.mail.brief for lesson in lessons})
    for fold in range(FOLDS):
        say(f"training fold {fold + 1} of {FOLDS}")
        left_out = set(briefs[fold::FOLDS])
        rest = [lesson for lesson in lessons if lesson.mail.brief not in left_out]
        model = train_pipeline(rest, encoder, scratch / f"fold-{fold}", "0")
        yield from ((lesson.mail, model) for lesson in lessons if lesson.mail.brief in left_out)


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
        targets[target] = fit(
            [row for row, _ in rows], [true for _, true in rows], ridge=2.0, prior=defaults[target]
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
            fitted[act] = fit(rows, truths, ridge=1.0, prior=WITH_MODEL)
    return fitted


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
        model.purpose(own_words(reading)),
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
