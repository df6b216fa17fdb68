"""The figures as Markdown tables: for the terminal and for the model card alike."""

from collections.abc import Mapping, Sequence
from typing import Any

from bench.selective import Judged, calibration_error, curve, without_doubts

_ROWS = (
    ("labels, macro-F1", "labels", "macro_f1"),
    ("primary label", "primary", "accuracy"),
    ("municipality", "municipality", "accuracy"),
    ("pledges exact", "pledges", "exact"),
    ("… in mails with a pledge", "pledges", "exact_with_pledge"),
    ("total places, relative error", "total_places", "relative_error"),
    ("support types, micro-F1", "support_types", "micro_f1"),
    ("question topics, micro-F1", "question_topics", "micro_f1"),
    ("auto_reply, F1", "auto_reply", "f1"),
    ("should_ack, F1", "should_ack", "f1"),
)


def scores_table(results: Mapping[str, Mapping[str, Mapping[str, Any]]]) -> str:
    """Every metric a row, every engine a column, one table a split."""
    return "\n\n".join(_scores(split, engines) for split, engines in results.items())


def _scores(split: str, engines: Mapping[str, Mapping[str, Any]]) -> str:
    mails = next(iter(engines.values()))["mails"]
    rows = [
        (title, *(f"{found[field][figure]:.3f}" for found in engines.values()))
        for title, field, figure in _ROWS
    ]
    false = ("pledges in mails without one", *(_false(found["pledges"]) for found in engines.values()))
    return _table((f"{split} ({mails} mails)", *engines), [*rows[:5], false, *rows[5:]])


def _false(pledges: Mapping[str, Any]) -> str:
    return f"{pledges['false_pledges']} of {pledges['n'] - pledges['n_with_pledge']}"


def selective_table(results: Mapping[str, Sequence[Judged]]) -> str:
    """Coverage and selective accuracy a split."""
    rows: list[tuple[str, ...]] = []
    for split, mails in results.items():
        sure, right = without_doubts(mails)
        surest = curve(mails)[len(mails) * 3 // 4 - 1]
        rows.append(
            (
                split,
                f"{sure} of {len(mails)} ({sure / len(mails):.1%})",
                f"{right} of {sure} ({right / max(sure, 1):.1%})",
                f"{surest[1]:.1%}",
                f"{sum(m.all_right for m in mails) / len(mails):.1%}",
                f"{calibration_error(mails):.3f}",
            )
        )
    head = (
        "split",
        "without a doubt",
        "of those entirely right",
        "right among the surest 75 %",
        "right among all",
        "calibration error",
    )
    return _table(head, rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] + ["---:"] * (len(head) - 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
