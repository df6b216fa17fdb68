"""Small neural networks of one hidden layer, as models/training/tune_encoder.py learned them."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass

import numpy as np
from numpy.typing import NDArray

from intake.nlp.encoder import Array

Kept = Mapping[str, NDArray[np.float16]]
_PARTS = ("first", "first_bias", "last", "last_bias")


@dataclass(frozen=True, slots=True)
class Network:
    """The weights; scaling of what comes in is part of the first."""

    first: Array
    first_bias: Array
    last: Array
    last_bias: Array

    def odds(self, rows: Array) -> Array:
        """Log-odds: one row an example, one column a label."""
        hidden = np.maximum(rows @ self.first + self.first_bias, 0)
        return np.asarray(hidden @ self.last + self.last_bias)


def packed(networks: Mapping[str, Network]) -> dict[str, NDArray[np.float16]]:
    """For a file: half as precise, which is enough."""
    return {
        f"{name}.{part}": values.astype(np.float16)
        for name, network in networks.items()
        for part, values in zip(_PARTS, astuple(network), strict=True)
    }


def unpacked(kept: Kept, name: str) -> Network:
    """One of those that `packed` made. Raises KeyError when a part is gone."""
    return Network(*(kept[f"{name}.{part}"].astype(np.float32) for part in _PARTS))
