"""`make train`: the reader that left a third of the briefs out is there, and is another one than the shipped one."""

from pathlib import Path

import numpy as np

from intake.content import models_dir
from intake.nlp.model import CONTEXTS
from intake.services.retrain import contexts_without_third, shipped_contexts, without_third

MAIL = ["Aanmelding", "Wij stellen veertien plekken beschikbaar voor statushouders."]


def test_a_third_of_the_briefs_is_left_out_by_name(tmp_path: Path) -> None:
    _, aside = contexts_without_third(tmp_path / CONTEXTS)
    training = models_dir() / "training"
    folders = (training / "corpus" / "train", training / "later" / "train")
    briefs = {file.stem for folder in folders for file in folder.glob("*.txt")}
    assert aside < briefs
    assert 0.2 < len(aside) / len(briefs) < 0.5


def test_it_learned_the_same_things_from_less(tmp_path: Path) -> None:
    partly, _ = contexts_without_third(tmp_path / CONTEXTS)
    one, other = partly.acts(MAIL), shipped_contexts().acts(MAIL)
    assert one is not None
    assert other is not None
    assert not np.allclose(one, other, atol=0.01)
    assert np.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.85


def test_what_was_left_out_stays_out_and_a_third_of_what_is_new_comes_to_it() -> None:
    assert without_third("abcdef") == {"a", "d"}
    assert without_third("abcdefghi", left_out="ad", learned="bcef") == {"a", "d", "g"}
