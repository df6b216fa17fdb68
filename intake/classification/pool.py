"""The logistic opinion pool: how witnesses' words about one target become one probability, and how weights are fitted.

The log-odds of a target are a weighted sum of what the witnesses say (Genest and Zidek 1986, "Combining Probability
Distributions"). Weights are fitted by ridge-penalised logistic regression (Newton's method) on mails that the language
model did not learn from, so that a witness who flatters itself is weighed for what it is worth.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from intake.classification.matching import sigmoid

Features = Mapping[str, float]
Array = NDArray[np.float64]
# The mailbox stays a weak hint, whatever the corpus says: people write to the wrong one. The bias is free.
_STIFFNESS = {"bias": 0.05, "mailbox": 12.0}
_STEPS = (1.0, 0.5, 0.25, 0.1, 0.03, 0.01, 0.001)


def probability(weights: Features, found: Features) -> float:
    """The pooled probability, 0..1. A witness without a weight does not count."""
    return sigmoid(sum(contributions(weights, found).values()))


def contributions(weights: Features, found: Features) -> dict[str, float]:
    """What each witness adds to the log-odds."""
    return {name: weights[name] * value for name, value in found.items() if name in weights}


def fit(
    rows: Sequence[Features], truths: Sequence[bool], *, ridge: float = 1.0, prior: Features | None = None
) -> dict[str, float]:
    """Weights that explain `truths` best, drawn towards `prior` (zero where it is silent) with strength `ridge`."""
    names = sorted({name for row in rows for name in row})
    table = np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=float)
    wanted = np.array(truths, dtype=float)
    centre = np.array([(prior or {}).get(name, 0.0) for name in names])
    penalty = np.array([ridge * _STIFFNESS.get(name, 1.0) for name in names])
    weights, loss = centre.copy(), _loss(table, wanted, centre, penalty, centre)
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        gradient = table.T @ (chance - wanted) + penalty * (weights - centre)
        curvature = (table * (chance * (1 - chance))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curvature, gradient)
        size = next(
            (s for s in _STEPS if _loss(table, wanted, weights - s * step, penalty, centre) < loss), 0.0
        )
        weights = weights - size * step
        loss, before = _loss(table, wanted, weights, penalty, centre), loss
        if before - loss < 1e-7:
            break
    return {name: round(float(value), 4) for name, value in zip(names, weights, strict=True)}


def _loss(table: Array, wanted: Array, weights: Array, penalty: Array, centre: Array) -> float:
    logits = table @ weights
    surprise = np.logaddexp(0.0, logits) - wanted * logits
    return float(surprise.sum() + 0.5 * (penalty * (weights - centre) ** 2).sum())
