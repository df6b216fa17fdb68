"""Small networks: they say what their weights hold, and are written and read without change."""

import numpy as np
import pytest

from intake.nlp.networks import Network, packed, unpacked

# Opposite corners of a square: no line parts them, a hidden layer does. And beside it: the right half.
CORNERS = Network(
    first=np.array([[1, 1, 1], [1, 1, 0]], np.float32),
    first_bias=np.array([0, -1, 0], np.float32),
    last=np.array([[2, 0], [-4, 0], [0, 2]], np.float32),
    last_bias=np.array([-1, -1], np.float32),
)
ROWS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32)


def test_opposite_corners_are_told_apart() -> None:
    assert (CORNERS.odds(ROWS) > 0).tolist() == [[False, False], [True, False], [True, True], [False, True]]


def test_what_was_packed_says_the_same() -> None:
    kept = packed({"corners": CORNERS})
    assert all(part.dtype == np.float16 for part in kept.values())
    assert np.array_equal(unpacked(kept, "corners").odds(ROWS), CORNERS.odds(ROWS))


def test_a_part_that_is_gone_is_told() -> None:
    kept = packed({"corners": CORNERS})
    del kept["corners.last"]
    with pytest.raises(KeyError):
        unpacked(kept, "corners")
