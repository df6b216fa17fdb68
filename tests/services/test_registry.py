"""The tables of municipalities agree; when somebody breaks one, each fault is told."""

import shutil
from pathlib import Path

import pytest

from intake.content import rules_dir, templates_dir
from intake.errors import ContentError
from intake.services.registry import disagreements


@pytest.fixture
def own_rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the content that may be spoilt."""
    shutil.copytree(rules_dir(), tmp_path / "rules")
    shutil.copytree(templates_dir(), tmp_path / "templates")
    monkeypatch.setenv("INTAKE_CONTENT", str(tmp_path))
    return tmp_path / "rules"


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_what_is_shipped_agrees() -> None:
    assert list(disagreements()) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("cartogram.csv", "\nGouda;", "\nGoudda;", "Gouda staat er niet in"),
        ("cartogram.csv", "\nGouda;", "\nGoudda;", "Goudda is geen gemeente"),
        ("networks.csv", "P10;5;32\n", "", "P10 staat er niet in"),
    ],
)
def test_a_fault_is_told(own_rules: Path, file: str, old: str, new: str, told: str) -> None:
    _change(own_rules / file, old, new)
    assert any(told in sentence for sentence in disagreements())


def test_a_hexagon_is_for_one_municipality(own_rules: Path) -> None:
    file = own_rules / "cartogram.csv"
    lines = file.read_text(encoding="utf-8").splitlines()
    first = lines[-1].rsplit(";", 2)[1:]
    lines[-2] = ";".join([lines[-2].rsplit(";", 2)[0], *first])
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert any("2 gemeenten hebben zeshoek" in sentence for sentence in disagreements())


def test_an_unreadable_table_is_told(own_rules: Path) -> None:
    _change(own_rules / "networks.csv", "G4;30;4", "G4;dertig;4")
    with pytest.raises(ContentError, match=r"networks\.csv"):
        list(disagreements())
