"""The one place where witnesses are weighed: sentence acts, the purpose of the whole mail, the mailbox, the screening.

The log-odds of a label are a weighted sum of what the witnesses say (a logistic opinion pool: Genest and Zidek 1986,
"Combining Probability Distributions"). The weights are fitted on the development briefs by `make train`.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from intake.classification.matching import logit, sigmoid, weigh_sentences
from intake.classification.rulebook import Rulebook
from intake.classification.topics import question_topics, support_types, urgency_of
from intake.domain import Classification, Evidence, Label, QuestionTopic, Reading, Sentence, Source, SupportType, Urgency
from intake.errors import ContentError

_NARROW = 0.2
_NAMES = {
    Label.PLACE_PLEDGE: "een toezegging van plekken",
    Label.QUESTION: "een vraag",
    Label.SUPPORT_REQUEST: "een verzoek om ondersteuning",
    Label.OTHER: "iets anders",
}
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weights:
    """Per label the weight of each witness. The defaults serve where nothing was fitted, as when there is no model."""

    labels: Mapping[Label, Features]
    rule_weight: float = 0.6
    act_threshold: float = 0.5
    version: str = "standaard"


def default_weights() -> Weights:
    """Hand-set weights: used by the rules alone."""
    common = {"bias": -0.4, "acts": 1.0, "more": 0.4, "purpose": 0.6, "mailbox": 0.4, "noise": -0.6, "machine": -3.0}
    other = {"bias": -1.0, "acts": 0.8, "more": 0.3, "purpose": 0.6, "mailbox": 0.0, "noise": 0.4, "machine": 4.0}
    return Weights({label: other if label is Label.OTHER else common for label in Label})


def load_weights(path: Path) -> Weights:
    """The fitted weights beside the model, or the defaults. Raises ContentError when the file is damaged."""
    if not path.is_file():
        return default_weights()
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        labels = {Label(name): dict(features) for name, features in data["labels"].items()}
        return Weights(labels, data["rule_weight"], data["act_threshold"], data["version"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ContentError(f"{path}: {error!r}. Run `make train`, or restore the file.") from error


@dataclass(frozen=True, slots=True)
class Case:
    """What the weighing looks at: joined sentences, purpose probabilities, mailbox, and whether a machine wrote."""

    sentences: tuple[Sentence, ...]
    purpose: Mapping[str, float] = field(default_factory=dict)
    mailbox: str = ""
    machine: bool = False


def features(case: Case, label: Label, rulebook: Rulebook) -> dict[str, float]:
    """The witnesses' words about one label, each in log-odds or 0..1."""
    category = rulebook.categories[label]
    ranked = sorted((max((s.acts.get(act, 0.0) for act in category.acts), default=0.0) for s in case.sentences), reverse=True)
    noise = max((max(s.acts.get("outsider", 0.0), s.acts.get("auto", 0.0)) for s in case.sentences), default=0.0)
    return {
        "bias": 1.0,
        "acts": logit(ranked[0]) if ranked else -3.0,
        "more": float(sum(ranked[1:4])),
        "purpose": logit(case.purpose[label]) if label in case.purpose else 0.0,
        "mailbox": float(bool(category.mailbox) and case.mailbox.startswith(category.mailbox)),
        "noise": logit(noise) if noise else -3.0,
        "machine": float(case.machine),
    }


def classify(
    reading: Reading, rulebook: Rulebook, weights: Weights, *, purpose: Mapping[str, float], mailbox: str, machine: bool
) -> Classification:
    """Labels, topics and urgency of one mail, with the evidence. `machine`: the screening found a machine's reaction."""
    sentences, spoken = weigh_sentences(reading.sentences, rulebook, weights.rule_weight)
    case = Case(sentences, purpose, mailbox, machine)
    scores, evidence = {}, list(spoken)
    for label in Label:
        found = features(case, label, rulebook)
        parts = {name: weights.labels[label].get(name, 0.0) * value for name, value in found.items()}
        scores[label] = sigmoid(sum(parts.values()))
        evidence += [Evidence(label, round(value, 3), f"weging: {name}") for name, value in parts.items() if value]
    labels = _labels(scores, machine)
    primary = _primary(labels, scores, case)
    own = [s for s in sentences if s.source is not Source.SUBJECT] or list(sentences)
    support: tuple[SupportType, ...] = support_types(sentences, weights.act_threshold) if Label.SUPPORT_REQUEST in labels else ()
    topics: tuple[QuestionTopic, ...] = question_topics(sentences, weights.act_threshold) if Label.QUESTION in labels else ()
    return Classification(
        labels=labels,
        primary=primary,
        confidence=round(scores[primary], 4),
        support_types=support,
        question_topics=topics,
        urgency=urgency_of(sentences, labels) if not machine else Urgency.NORMAL,
        evidence=tuple(evidence),
        sentences=sentences,
        doubts=_doubts(labels, scores, machine),
        auto_reply=machine or _reads_as_machine(own, labels),
        outsider=labels == (Label.OTHER,) and max((s.acts.get("outsider", 0.0) for s in sentences), default=0.0) > 0.5,
    )


def _labels(scores: Mapping[Label, float], machine: bool) -> tuple[Label, ...]:
    if machine:
        return (Label.OTHER,)
    accepted = tuple(label for label in Label if label is not Label.OTHER and scores[label] >= 0.5)
    if accepted and max(scores[label] for label in accepted) >= scores[Label.OTHER] - 0.25:
        return accepted
    return (Label.OTHER,)


def _primary(labels: tuple[Label, ...], scores: Mapping[Label, float], case: Case) -> Label:
    """Pledge and anything is a pledge, unless the mail is clearly about support (the guideline)."""
    if len(labels) == 1:
        return labels[0]
    if Label.PLACE_PLEDGE in labels:
        support = sum(max((v for a, v in s.acts.items() if a.startswith("s.") or a == "tension"), default=0.0) > 0.5 for s in case.sentences)
        offer = sum(s.acts.get("pledge", 0.0) > 0.5 for s in case.sentences)
        about_support = Label.SUPPORT_REQUEST in labels and support > 2 * offer and case.mailbox.startswith("ondersteuning")
        return Label.SUPPORT_REQUEST if about_support else Label.PLACE_PLEDGE
    return max(labels, key=lambda label: scores[label])


def _doubts(labels: tuple[Label, ...], scores: Mapping[Label, float], machine: bool) -> tuple[str, ...]:
    if machine:
        return ()
    narrow = [label for label in Label if label is not Label.OTHER and abs(scores[label] - 0.5) < _NARROW]
    found = [f"Het is niet zeker of dit {_NAMES[label]} is (kans {scores[label]:.0%})." for label in narrow]
    if labels == (Label.OTHER,) and not narrow and scores[Label.OTHER] < 0.6:
        found.append("Het is niet duidelijk waar dit bericht over gaat.")
    return tuple(found)


def _reads_as_machine(sentences: Sequence[Sentence], labels: tuple[Label, ...]) -> bool:
    if labels != (Label.OTHER,) or not sentences:
        return False
    substance = [s for s in sentences if s.acts.get("courtesy", 0.0) < 0.5]
    machine = sum(s.acts.get("auto", 0.0) > 0.6 for s in substance)
    return bool(substance) and machine >= max(1, len(substance) / 2)
