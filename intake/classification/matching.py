"""Per sentence: what the model thinks and what the rules say, joined into one probability for each act."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from intake.classification.rulebook import ActRule, Rulebook
from intake.domain import Evidence, Sentence

WITHOUT_MODEL = {"bias": -2.2, "rules": 2.2}
WITH_MODEL = {"bias": 0.0, "model": 1.0, "rules": 0.6}
_CAP = 6.0
_DECIDED = 0.95


def logit(probability: float) -> float:
    """Log-odds, bounded so that no single witness decides alone."""
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-_CAP, min(_CAP, math.log(bounded / (1 - bounded))))


def sigmoid(value: float) -> float:
    """The probability that belongs to log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def hits_of(text: str, rulebook: Rulebook) -> tuple[ActRule, ...]:
    """The rules whose pattern stands in a sentence."""
    return tuple(rule for rule in rulebook.acts if rule.speaks(text))


def witnesses(model: Mapping[str, float], hits: Sequence[ActRule], act: str) -> dict[str, float]:
    """What model and rules say about one act of one sentence, in log-odds."""
    said = {"bias": 1.0, "rules": sum([rule.weight for rule in hits if rule.act == act])}
    if act in model:
        said["model"] = logit(model[act])
    return said


def weigh_sentences(
    sentences: Sequence[Sentence], rulebook: Rulebook, weights: Mapping[str, Mapping[str, float]]
) -> tuple[tuple[Sentence, ...], tuple[Evidence, ...]]:
    """The sentences with joined probabilities, and every rule that spoke. `weights` are per act."""
    joined, evidence = [], []
    ruled = {rule.act for rule in rulebook.acts}
    for sentence in sentences:
        hits = hits_of(sentence.text, rulebook)
        evidence += [
            Evidence(rule.act, rule.weight, f"regel: {rule.name}", sentence.text[:200]) for rule in hits
        ]
        joined.append(
            replace(sentence, acts=_join(sentence.acts, hits, ruled | sentence.acts.keys(), weights))
        )
    return tuple(joined), tuple(evidence)


def _join(
    model: Mapping[str, float],
    hits: Sequence[ActRule],
    every: Iterable[str],
    weights: Mapping[str, Mapping[str, float]],
) -> dict[str, float]:
    acts = {}
    for act in every:
        own = weights.get(act, WITH_MODEL) if model else WITHOUT_MODEL
        said = own.get("bias", 0.0)
        if hits:
            said += own.get("rules", 0.0) * sum([rule.weight for rule in hits if rule.act == act])
        if act in model:
            said += own.get("model", 0.0) * logit(model[act])
        acts[act] = sigmoid(said)
    for rule in hits:
        if rule.decides:
            acts[rule.act] = max(acts[rule.act], _DECIDED)
    return acts
