"""Small neural networks with one hidden layer: several are learned from the same examples, and their views are averaged."""

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intake.nlp.encoder import Array

_DECAY, _STEP = 0.01, 5e-4
_PARTS = ("first", "first_bias", "last", "last_bias")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How many networks, how large each is, and how often each sees every example."""

    members: int
    hidden: int
    rounds: int


@dataclass(frozen=True, slots=True)
class Network:
    """The weights of one; scaling of what comes in is part of the first."""

    first: Array
    first_bias: Array
    last: Array
    last_bias: Array

    def odds(self, rows: Array) -> Array:
        """Log-odds: one row an example, one column a label."""
        hidden = np.maximum(rows @ self.first + self.first_bias, 0)
        return np.asarray(hidden @ self.last + self.last_bias)


def agreed(networks: Sequence[Network], rows: Array) -> Array:
    """The mean log-odds of several networks."""
    return np.asarray(np.mean([network.odds(rows) for network in networks], axis=0), np.float32)


def learned(rows: Array, truths: NDArray[np.bool_], recipe: Recipe) -> list[Network]:
    """Networks from examples: `truths` has a row an example and a column a label."""
    # Only learning needs them, and they load slowly.
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    mean, spread = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    networks = []
    for seed in range(recipe.members):
        one = MLPClassifier(
            (recipe.hidden,),
            alpha=_DECAY,
            learning_rate_init=_STEP,
            max_iter=recipe.rounds,
            random_state=seed,
        )
        with warnings.catch_warnings():
            # A few rounds are what is wanted: with more it knows the examples by heart.
            warnings.simplefilter("ignore", ConvergenceWarning)
            one.fit((rows - mean) / spread, truths if truths.shape[1] > 1 else truths.ravel())
        (first, last), (first_bias, last_bias) = one.coefs_, one.intercepts_
        scaled = first / spread[:, None]
        networks.append(Network(scaled, first_bias - mean @ scaled, last, last_bias))
    return networks


def packed(networks: Sequence[Network]) -> dict[str, NDArray[Any]]:
    """For a file: half as precise, which is enough."""
    return {
        f"{at}.{name}": part.astype(np.float16 if part.ndim > 1 else np.float32)
        for at, network in enumerate(networks)
        for name, part in zip(_PARTS, astuple(network), strict=True)
    }


def unpacked(kept: Mapping[str, NDArray[Any]]) -> list[Network]:
    """What `packed` made. Raises KeyError when a part is gone."""
    count = len(kept) // len(_PARTS)
    return [Network(*(kept[f"{at}.{name}"].astype(np.float32) for name in _PARTS)) for at in range(count)]
