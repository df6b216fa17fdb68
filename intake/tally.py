"""Right, wrong and missed: precision, recall and F1 of anything that is found or not found."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 when nothing was found and nothing was there."""
        return _share(self.right, self.right + self.wrong, empty=not self.missed)

    @property
    def recall(self) -> float:
        """The share of what was there that is found."""
        return _share(self.right, self.right + self.missed, empty=not self.wrong)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    def figures(self) -> dict[str, float]:
        """Rounded, for tables and JSON."""
        return {
            "precision": round(self.precision, 4),
            "recall": round(self.recall, 4),
            "f1": round(self.f1, 4),
            "support": self.right + self.missed,
        }


def tally(answers: Iterable[tuple[bool, bool]]) -> Tally:
    """Of pairs (is there, was found)."""
    right = wrong = missed = 0
    for truth, said in answers:
        right += truth and said
        wrong += said and not truth
        missed += truth and not said
    return Tally(right, wrong, missed)


def _share(part: int, whole: int, *, empty: bool) -> float:
    return part / whole if whole else float(empty)
