"""Puts what the encoder learned beside the lines of its graph. Only training does, with the package onnx."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

# So narrow is what was learned beside each line (models/training/transformer.py).
RANK = 16
_WAYS = ("down", "up")
Additions = Mapping[str, NDArray[np.float16]]


def addition(line: str, way: str) -> str:
    """The name in the graph of what was learned beside a line; `way`: down, to RANK, or up again."""
    return f"{line}.{way}"


def fill(graph: Path, learned: Additions, target: Path) -> None:
    """Write the graph with what was learned in the places for it to `target`. Other parts of `learned` are for others.

    Raises KeyError when something has no place.
    """
    import onnx
    from onnx import numpy_helper

    model = onnx.load(graph)
    places = {one.name: one for one in model.graph.initializer}
    for name, part in learned.items():
        if name.endswith(_WAYS):
            places[name].CopyFrom(numpy_helper.from_array(part, name))
    onnx.save(model, target)
