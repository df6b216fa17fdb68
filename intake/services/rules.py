"""The rulebook, read once."""

from functools import cache
from pathlib import Path

from intake.classification.rulebook import Rulebook, load_rulebook
from intake.content import rules_dir


def rulebook() -> Rulebook:
    """What rules/ says now. Raises ContentError."""
    return _read(rules_dir())


@cache
def _read(rules: Path) -> Rulebook:
    return load_rulebook(rules)
