"""The one place where witnesses are weighed into labels, support types, topics and urgency."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import prod

from intake.classification.doubting import doubts_about
from intake.classification.matching import logit, weigh_sentences
from intake.classification.pool import contributions, probability
from intake.classification.rulebook import Rulebook
from intake.classification.weights import TARGETS, URGENT, Weights
from intake.domain import (
    Classification,
    Evidence,
    Label,
    QuestionTopic,
    Reading,
    Sentence,
    Source,
    SupportType,
    Urgency,
)
from intake.nlp.dutch import reads_as_dutch

_WITNESSES = {
    "bias": "uitgangspunt",
    "acts": "sterkste zin",
    "more": "andere zinnen",
    "rules": "regels",
    "purpose": "de hele mail",
    "mailbox": "postvak",
    "noise": "toon van buitenstaander of machine",
    "context": "verband",
    "length": "lengte",
    "rival": "ander onderwerp",
    "beside": "ander onderwerp in dezelfde zin",
    "asks": "of die zin iets vraagt",
    "machine": "automatisch bericht",
    "municipal": "afzender van een gemeente",
    "official": "functie in de ondertekening",
    "outside": "afzender van buiten",
    "webmail": "priveadres",
    "number": "aantal dat aangeboden lijkt",
}
# Whoever wants a click, or brings what somebody else sent, reacts to nothing.
_BRINGS = re.compile(
    r"\bklik(?:t|ken)?\b|\bonderstaande (?:knop|link)\b|\bmet (?:u|je|jou|jullie) gedeeld\b|"
    r"\bheeft (?:u|je) (?:\w+ )?(?:bericht|bestand)\w* gestuurd\b|\bveilig (?:e-mail)?bericht\b",
    re.IGNORECASE,
)
_WHISPER = 0.1
_PERHAPS = 0.35
_PLAINLY, _LEAST, _MOST_LIKELY = 0.95, 0.45, 0.55
# In log-odds: the likeliest number of a mail sounds about as much like an offer as not, and much more.
_OFFERS, _PLAINLY_OFFERS = -0.5, 1.0
_SILENT = 0.05
_WELL_HEARD = 0.5
_TOLD_BY_NUMBERS = frozenset({Label.PLACE_PLEDGE, Label.OTHER})
# Asked thousands of times a mail, so not made anew each time.
_LABELS, _TYPES, _TOPICS = frozenset(Label), frozenset(SupportType), frozenset(QuestionTopic)


@dataclass(frozen=True, slots=True)
class Case:
    """What the weighing looks at: joined sentences, rules that spoke, purpose probabilities, mailbox, machine or not.

    `sender` holds what is known of the sender, as 0..1 by name (municipal, outside, webmail, official). `number` is how much
    like an offer the likeliest number of the mail sounds, in log-odds; 0 when nobody listened.
    """

    sentences: tuple[Sentence, ...]
    spoken: tuple[Evidence, ...] = ()
    purpose: Mapping[str, float] = field(default_factory=dict)
    mailbox: str = ""
    machine: bool = False
    sender: Mapping[str, float] = field(default_factory=dict)
    number: float = 0.0


def acts_of(target: str, rulebook: Rulebook) -> tuple[str, ...]:
    """The speech acts that speak for a target."""
    if target in _LABELS:
        return rulebook.categories[Label(target)].acts
    if target in _TYPES:
        return (f"s.{target}",)
    return (f"q.{target}",) if target in _TOPICS else (target,)


def features(case: Case, target: str, rulebook: Rulebook) -> dict[str, float]:
    """The witnesses' words about one target, each in log-odds or 0..1."""
    acts = acts_of(target, rulebook)
    ranked = sorted(
        (max((s.acts.get(act, 0.0) for act in acts), default=0.0) for s in case.sentences), reverse=True
    )
    said = {
        "bias": 1.0,
        "acts": logit(ranked[0]) if ranked else -3.0,
        "more": float(sum(ranked[1:4])),
        "rules": min(3.0, sum(max(0.0, e.weight) for e in case.spoken if e.label in acts)),
        "machine": float(case.machine),
        "purpose": logit(case.purpose[target]) if target in case.purpose else 0.0,
    }
    if target in _LABELS:
        category = rulebook.categories[Label(target)]
        said["mailbox"] = float(bool(category.mailbox) and case.mailbox.startswith(category.mailbox))
        said["noise"] = logit(
            max(
                (max(s.acts.get("outsider", 0.0), s.acts.get("auto", 0.0)) for s in case.sentences),
                default=0.05,
            )
        )
        said["context"] = float(
            sum(max(s.acts.get(act, 0.0) for act in category.context) for s in case.sentences[:12])
        )
        said["length"] = float(min(len(case.sentences), 12)) / 12
        said |= case.sender
    if rivals := _rivals(target):
        said |= _among(case.sentences, acts[0], rivals)
    if target in _TOLD_BY_NUMBERS:
        said["number"] = case.number
    if target == URGENT:
        said["purpose"] = logit(case.purpose[Label.SUPPORT_REQUEST]) if case.purpose else 0.0
    return said


def _among(sentences: Sequence[Sentence], act: str, rivals: Sequence[str]) -> dict[str, float]:
    """Another type or topic anywhere, and in the sentence that says `act` most: a second question has a sentence of its own."""
    anywhere = max((s.acts.get(rival, 0.0) for s in sentences for rival in rivals), default=_SILENT)
    own = max(sentences, key=lambda s: s.acts.get(act, 0.0), default=None)
    here = [own.acts.get(one, 0.0) for one in (act, *rivals)] if own else [_SILENT]
    asks = 1 - prod(1 - chance for chance in here)
    return {"rival": logit(anywhere), "beside": logit(max(here[1:], default=_SILENT)), "asks": logit(asks)}


@cache
def _rivals(target: str) -> tuple[str, ...]:
    """The acts for other types or topics: what a mail clearly asks makes it less likely that it asks for more."""
    for kinds, mark in ((SupportType, "s."), (QuestionTopic, "q.")):
        if target in set(kinds):
            return tuple(f"{mark}{kind}" for kind in kinds if kind != target)
    return ()


def classify(
    reading: Reading,
    rulebook: Rulebook,
    weights: Weights,
    *,
    purpose: Mapping[str, float],
    mailbox: str,
    machine: bool,
    sender: Mapping[str, float],
    number: float = 0.0,
) -> Classification:
    """Labels, topics and urgency of one mail, with the evidence. `machine`: the screening found a machine's reaction."""
    sentences, spoken = weigh_sentences(reading.sentences, rulebook, weights.acts)
    case = Case(sentences, spoken, purpose, mailbox, machine, sender, number)
    found = {target: features(case, target, rulebook) for target in TARGETS}
    scores = {target: probability(weights.targets[target], found[target]) for target in TARGETS}
    scores[Label.PLACE_PLEDGE] = max(scores[Label.PLACE_PLEDGE], _least_of_a_pledge(case))
    labels = labels_of(scores, machine=machine)
    primary = _primary(labels, scores, case)
    types = _chosen(scores, SupportType) if Label.SUPPORT_REQUEST in labels else ()
    topics = _chosen(scores, QuestionTopic) if Label.QUESTION in labels else ()
    return Classification(
        labels=labels,
        primary=primary,
        confidence=round(scores[primary], 4),
        support_types=tuple(map(SupportType, types)),
        question_topics=tuple(map(QuestionTopic, topics)),
        urgency=Urgency.HIGH if scores[URGENT] >= 0.5 and not machine else Urgency.NORMAL,
        evidence=(*spoken, *_weighed(weights, found, {*labels, *types, *topics})),
        sentences=sentences,
        doubts=() if machine else doubts_about(labels, scores),
        auto_reply=machine or _reads_as_machine(sentences, labels),
        outsider=labels == (Label.OTHER,)
        and max((s.acts.get("outsider", 0.0) for s in sentences), default=0.0) > 0.5,
    )


def _least_of_a_pledge(case: Case) -> float:
    """How likely a pledge is at the least, by what is plain however little else the mail says.

    "Namens Westervoort trek ik die aanmelding in", "er had 21 moeten staan in plaats van 12", or a number that sounds like an
    offer of one who is no outsider: a person looks.
    """

    def loudest(act: str) -> float:
        return max((s.acts.get(act, 0.0) for s in case.sentences), default=0.0)

    if loudest("outsider") < _WELL_HEARD and case.number and case.number > _OFFERS:
        return _MOST_LIKELY if case.number > _PLAINLY_OFFERS else _LEAST
    return _LEAST if max(loudest("withdrawal"), loudest("change")) >= _PLAINLY else 0.0


def _chosen(scores: Mapping[str, float], kinds: type[SupportType] | type[QuestionTopic]) -> tuple[str, ...]:
    best = max(kinds, key=lambda kind: scores[kind])
    return tuple(kind for kind in kinds if scores[kind] >= 0.5 or kind == best)


def _weighed(
    weights: Weights, found: Mapping[str, Mapping[str, float]], chosen: Collection[str]
) -> tuple[Evidence, ...]:
    """What each witness added, for every label but `other` and for whatever was chosen; whispers are left out."""
    return tuple(
        Evidence(target, round(value, 3), f"weging: {_WITNESSES.get(name, name)}")
        for target in TARGETS
        if target in chosen or target in _LABELS - {Label.OTHER}
        for name, value in contributions(weights.targets[target], found[target]).items()
        if abs(value) >= _WHISPER
    )


def labels_of(scores: Mapping[str, float], *, machine: bool) -> tuple[Label, ...]:
    """The labels that are likely enough; the likeliest where none is, and of several the first."""
    if machine:
        return (Label.OTHER,)
    accepted = tuple(label for label in Label if label is not Label.OTHER and scores[label] >= 0.5)
    if accepted:
        return accepted
    # Rather read as wanting something, with a doubt, than as wanting nothing: then nobody answers.
    likeliest = max((label for label in Label if label is not Label.OTHER), key=lambda label: scores[label])
    return (likeliest,) if scores[likeliest] > _PERHAPS else (Label.OTHER,)


def _primary(labels: tuple[Label, ...], scores: Mapping[str, float], case: Case) -> Label:
    """Pledge and anything is a pledge, unless the mail is clearly about support (the guideline)."""
    if len(labels) == 1:
        return labels[0]
    if Label.PLACE_PLEDGE in labels:
        support = sum(
            max((v for a, v in s.acts.items() if a.startswith("s.") or a == "tension"), default=0.0) > 0.5
            for s in case.sentences
        )
        offer = sum(s.acts.get("pledge", 0.0) > 0.5 for s in case.sentences)
        about_support = (
            Label.SUPPORT_REQUEST in labels
            and support > 2 * offer
            and case.mailbox.startswith("ondersteuning")
        )
        return Label.SUPPORT_REQUEST if about_support else Label.PLACE_PLEDGE
    return max(labels, key=lambda label: scores[label])


def _reads_as_machine(sentences: Sequence[Sentence], labels: tuple[Label, ...]) -> bool:
    own = [s for s in sentences if s.source is not Source.SUBJECT and s.acts.get("courtesy", 0.0) < 0.5]
    machine = sum(s.acts.get("auto", 0.0) > 0.6 for s in own)
    # One such sentence is a person's too: "verstuurd namens de griffie", or a warning that wants a click.
    if labels != (Label.OTHER,) or machine < max(2, len(own) / 2):
        return False
    words = " ".join(s.text for s in own)
    if any(s.acts.get("outsider", 0.0) > 0.5 for s in own) or _BRINGS.search(words):
        return False
    return reads_as_dutch(words)
