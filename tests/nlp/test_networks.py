"""Small networks: they learn what no line can part, and are written and read without change."""

import numpy as np
import pytest

from intake.nlp.encoder import Array
from intake.nlp.networks import Recipe, agreed, learned, packed, unpacked


@pytest.fixture(scope="module")
def corners() -> tuple[Array, np.ndarray]:
    """Points around four corners, far from zero: one label for opposite corners, one for the right half."""
    chance = np.random.default_rng(5)
    sides = chance.integers(0, 2, (600, 2))
    rows = (sides + chance.normal(0, 0.1, sides.shape)) * 40 + 300
    return rows.astype(np.float32), np.stack([sides[:, 0] != sides[:, 1], sides[:, 0] == 1], axis=1)


def test_opposite_corners_are_told_apart_and_labels_are_apart(corners: tuple[Array, np.ndarray]) -> None:
    rows, truths = corners
    networks = learned(rows, truths, Recipe(members=2, hidden=16, rounds=200))
    assert len(networks) == 2
    assert ((agreed(networks, rows) > 0) == truths).mean() > 0.95


def test_the_same_examples_give_the_same_networks(corners: tuple[Array, np.ndarray]) -> None:
    recipe = Recipe(members=1, hidden=4, rounds=2)
    one, other = (agreed(learned(*corners, recipe), corners[0]) for _ in range(2))
    assert np.array_equal(one, other)


def test_what_was_packed_says_the_same(corners: tuple[Array, np.ndarray]) -> None:
    networks = learned(*corners, Recipe(members=2, hidden=8, rounds=20))
    again = unpacked(packed(networks))
    assert agreed(again, corners[0]) == pytest.approx(agreed(networks, corners[0]), abs=0.5)


def test_a_part_that_is_gone_is_told(corners: tuple[Array, np.ndarray]) -> None:
    kept = packed(learned(*corners, Recipe(members=1, hidden=4, rounds=1)))
    kept["other"] = kept.pop("0.last")
    with pytest.raises(KeyError):
        unpacked(kept)
