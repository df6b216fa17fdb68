"""What the encoder learned: it is put beside the lines of the graph, and changes what is seen."""

import shutil
from pathlib import Path

import numpy as np
import pytest

from intake.content import models_dir
from intake.nlp.additions import RANK, addition, fill
from intake.nlp.encoder import GRAPH, PIECES, Encoder

FOLDER = models_dir() / "nl" / "contexts"
MAIL = ("Aanbod", "Wij bieden twaalf plekken aan.")
DOWN, UP = addition("l5.fo", "down"), addition("l5.fo", "up")


def seen_with(learned: dict[str, np.ndarray], folder: Path) -> np.ndarray:
    shutil.copyfile(FOLDER / PIECES, folder / PIECES)
    fill(FOLDER / GRAPH, learned, folder / GRAPH)
    return seen_in(folder)


def seen_in(folder: Path) -> np.ndarray:
    return np.concatenate([one.vectors for one in Encoder(folder).see(MAIL)]).astype(float)


def test_what_is_learned_changes_what_is_seen_and_nothing_does_not(tmp_path: Path) -> None:
    shipped = seen_in(FOLDER)
    assert np.array_equal(seen_with({}, tmp_path), shipped)
    other = {DOWN: np.ones((1536, RANK), np.float16), UP: np.ones((RANK, 384), np.float16)}
    assert not np.allclose(seen_with(other, tmp_path), shipped, atol=0.1)


def test_other_things_that_were_learned_are_for_others(tmp_path: Path) -> None:
    heads = {"mails.last": np.zeros((2, 2), np.float16)}
    assert np.array_equal(seen_with(heads, tmp_path), seen_in(FOLDER))


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(KeyError, match="l9"):
        fill(FOLDER / GRAPH, {addition("l9.fo", "up"): np.zeros((RANK, 384), np.float16)}, tmp_path / GRAPH)
