"""Does the engine know when it may be wrong? Calibration, and how right the mails are on which it has no doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from intake.evaluation import score

Record = Mapping[str, Any]
_BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One mail: how many doubts, how sure, whether the primary label and whether everything is right."""

    doubts: int
    confidence: float
    primary_right: bool | None
    all_right: bool


def judge(gold: Sequence[Record], found: Mapping[str, Record]) -> list[Judged]:
    """Every mail on its own; a field on which the gold is doubtful counts as right."""
    return [_judged(truth, found[str(truth["file"])]) for truth in gold]


def _judged(truth: Record, answer: Record) -> Judged:
    one = score([truth], {str(truth["file"]): answer})
    wrong = [
        one[field]["n"] and one[field][figure] < 1
        for field, figure in (
            ("labels", "exact"),
            ("primary", "accuracy"),
            ("municipality", "accuracy"),
            ("pledges", "exact"),
            ("support_types", "exact"),
            ("question_topics", "exact"),
            ("auto_reply", "f1"),
            ("should_ack", "f1"),
        )
    ]
    primary = bool(one["primary"]["accuracy"]) if one["primary"]["n"] else None
    return Judged(len(answer["doubts"]), float(answer["confidence"]), primary, not any(wrong))


def calibration_error(mails: Sequence[Judged]) -> float:
    """Expected calibration error of `confidence`: the mean distance, over ten equal bins, between sure and right
    (Guo et al. 2017, "On Calibration of Modern Neural Networks")."""
    known = [mail for mail in mails if mail.primary_right is not None]
    bins: dict[int, list[Judged]] = {}
    for mail in known:
        bins.setdefault(min(int(mail.confidence * _BINS), _BINS - 1), []).append(mail)
    apart = sum(abs(sum(m.confidence - bool(m.primary_right) for m in group)) for group in bins.values())
    return apart / len(known) if known else 0.0


def curve(mails: Sequence[Judged]) -> list[tuple[float, float]]:
    """(coverage, share entirely right) when only the surest mails are taken: without doubts first, then by confidence."""
    points, right = [], 0
    for count, mail in enumerate(sorted(mails, key=lambda m: (m.doubts, -m.confidence)), 1):
        right += mail.all_right
        points.append((count / len(mails), right / count))
    return points


def without_doubts(mails: Sequence[Judged]) -> tuple[int, int]:
    """How many mails have no doubt, and how many of those are entirely right."""
    sure = [mail for mail in mails if not mail.doubts]
    return len(sure), sum(mail.all_right for mail in sure)
