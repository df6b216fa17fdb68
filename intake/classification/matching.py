"""Per sentence: what the model thinks and what the rules say, joined into one probability for each act."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake.classification.rulebook import ActRule, Rulebook
from intake.domain import Evidence, Sentence

WITHOUT_MODEL = -2.0
_CAP = 6.0


def logit(probability: float) -> float:
    """Log-odds, bounded so that no single witness decides alone."""
    bounded = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-_CAP, min(_CAP, math.log(bounded / (1 - bounded))))


def sigmoid(value: float) -> float:
    """The probability that belongs to log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def weigh_sentences(sentences: Sequence[Sentence], rulebook: Rulebook, rule_weight: float) -> tuple[tuple[Sentence, ...], tuple[Evidence, ...]]:
    """The sentences with joined probabilities, and every rule that spoke."""
    joined, evidence = [], []
    for sentence in sentences:
        hits = [rule for rule in rulebook.acts if rule.pattern.search(sentence.text)]
        evidence += [Evidence(rule.act, rule.weight, f"regel: {rule.name}", sentence.text[:200]) for rule in hits]
        joined.append(replace(sentence, acts=_join(sentence.acts, hits, rulebook, rule_weight)))
    return tuple(joined), tuple(evidence)


def _join(model: Mapping[str, float], hits: Sequence[ActRule], rulebook: Rulebook, rule_weight: float) -> dict[str, float]:
    spoken: dict[str, float] = defaultdict(float)
    for rule in hits:
        spoken[rule.act] += rule.weight * (rule_weight if model else 2.2)
    acts = {*model, *(rule.act for rule in rulebook.acts)}
    return {act: sigmoid((logit(model[act]) if act in model else WITHOUT_MODEL) + spoken[act]) for act in acts}
