"""How well the pipeline does on mails whose right answer is known (`gold.jsonl`), in figures.

A gold mail may be `doubtful`: then it does not count for its `doubtful_fields` (for no field at all when that
list is absent). Its `optional` values may be given or left out without reward or penalty.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from intake.domain import Label, QuestionTopic, SupportType
from intake.errors import ConfigurationError
from intake.evaluation_pledges import amounts, conditions, same_municipality, same_pledges, tells_people
from intake.mailfiles import DEFAULT_MAILBOXES, Examines, examine_file
from intake.report import outcome_record
from intake.tally import Tally, tally

Record = Mapping[str, Any]
Pair = tuple[Record, Record]


def evaluate_folder(folder: Path, examiner: Examines, now: datetime) -> dict[str, Any]:
    """Examine `folder`/*.eml and score them against `folder`/gold.jsonl. Raises ConfigurationError."""
    gold = _read_gold(folder / "gold.jsonl")
    known = tuple(DEFAULT_MAILBOXES.values())
    found: dict[str, Record] = {}
    for line in gold:
        file = folder / str(line["file"])
        try:
            outcome = examine_file(examiner, file, str(line.get("mailbox") or ""), known, now)
        except OSError as error:
            raise ConfigurationError(f"{file}: {error.strerror}. It is named in gold.jsonl.") from error
        found[file.name] = outcome_record(str(file), outcome)
    return score(gold, found)


def _read_gold(path: Path) -> list[Record]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines if line.strip()]
    except OSError as error:
        raise ConfigurationError(f"{path}: {error.strerror}. Put the right answers there.") from error
    except ValueError as error:
        raise ConfigurationError(f"{path}: not one JSON object a line: {error}.") from error


def table(figures: Mapping[str, Any]) -> str:
    """The figures for people: one line a metric, the values of a list below it."""
    lines: list[str] = []
    for name, value in figures.items():
        if not isinstance(value, dict):
            lines.append(f"{name:<26} {value}")
            continue
        lines.append(f"{name:<26} {_in_words(value)}")
        lines += [f"  {label:<24} {_in_words(row)}" for label, row in value.get("values", {}).items()]
    return "\n".join(lines)


def _in_words(figures: Mapping[str, Any]) -> str:
    return "  ".join(f"{key} {value}" for key, value in figures.items() if not isinstance(value, dict))


def score(gold: Sequence[Record], found: Mapping[str, Record]) -> dict[str, Any]:
    """Every metric, by name. `found` is by file name; a mail without an answer counts as an empty answer."""

    def pairs(field: str) -> list[Pair]:
        return [(g, found.get(str(g["file"]), {})) for g in gold if counts(g, field)]

    figures: dict[str, Any] = {"mails": len(gold)}
    for field, names in (
        ("labels", Label),
        ("support_types", SupportType),
        ("question_topics", QuestionTopic),
    ):
        figures[field] = several(pairs(field), field, [str(name) for name in names])
    figures["primary"] = agreement(pairs("primary"), lambda g, p: g.get("primary") == p.get("primary"))
    figures["municipality"] = agreement(pairs("municipality"), same_municipality)
    figures["pledges"] = pledges(pairs("pledges"))
    figures["total_places"] = totals(pairs("total"))
    figures["conditional"] = conditional(
        [pair for pair in pairs("conditional") if counts(pair[0], "pledges")]
    )
    figures["urgency"] = yes_or_no(pairs("urgency"), lambda record: record.get("urgency") == "high")
    for field in ("auto_reply", "should_ack", "is_reply_to_thread"):
        figures[field] = yes_or_no(pairs(field), partial(_true, field))
    return figures


def _true(field: str, record: Record) -> bool:
    return bool(record.get(field))


def counts(gold: Record, field: str) -> bool:
    """Whether a gold mail is sure enough about this field to count."""
    if not gold.get("doubtful"):
        return True
    return "doubtful_fields" in gold and field not in gold["doubtful_fields"]


def several(pairs: Sequence[Pair], field: str, names: Sequence[str]) -> dict[str, Any]:
    """For a field with several values at once: figures a value, their mean (macro), all together (micro)."""
    sets = [_sets(gold, record, field) for gold, record in pairs]
    by_name = {name: tally((name in g, name in p) for g, p in sets) for name in names}
    seen = [one for one in by_name.values() if one != Tally()]
    return {
        "n": len(sets),
        "values": {name: one.figures() for name, one in by_name.items() if one != Tally()},
        "macro_f1": round(sum(one.f1 for one in seen) / len(seen), 4) if seen else 1.0,
        "micro_f1": round(sum(by_name.values(), Tally()).f1, 4),
        "exact": _ratio(g == p for g, p in sets),
    }


def _sets(gold: Record, record: Record, field: str) -> tuple[set[str], set[str]]:
    free = set((gold.get("optional") or {}).get(field, ()))
    return set(gold.get(field) or ()) - free, set(record.get(field) or ()) - free


def _ratio(verdicts: Iterable[bool]) -> float:
    listed = list(verdicts)
    return round(sum(listed) / len(listed), 4) if listed else 0.0


def agreement(pairs: Sequence[Pair], same: Callable[[Record, Record], bool]) -> dict[str, float]:
    """The share of mails on which both say the same."""
    return {"accuracy": _ratio(same(gold, record) for gold, record in pairs), "n": len(pairs)}


def yes_or_no(pairs: Sequence[Pair], says: Callable[[Record], bool]) -> dict[str, float]:
    """Figures for a field that is true or false."""
    return {**tally((says(gold), says(record)) for gold, record in pairs).figures(), "n": len(pairs)}


def pledges(pairs: Sequence[Pair]) -> dict[str, float]:
    """The share of mails whose pledges are all right, and how many mails without a pledge were given one."""
    verdicts = [(bool(amounts(gold)), same_pledges(gold, record)) for gold, record in pairs]
    return {
        "exact": _ratio(same for _, same in verdicts),
        "n": len(verdicts),
        "exact_with_pledge": _ratio(same for pledged, same in verdicts if pledged),
        "n_with_pledge": sum(pledged for pledged, _ in verdicts),
        "false_pledges": sum(not pledged and not same for pledged, same in verdicts),
    }


def totals(pairs: Sequence[Pair]) -> dict[str, float]:
    """The number of people over all mails whose gold tells it, against what was read in those mails."""
    known = [(sum(amounts(gold)), sum(amounts(record))) for gold, record in pairs if tells_people(gold)]
    truth = sum(g for g, _ in known)
    apart = sum(abs(g - p) for g, p in known)
    read = sum(p for _, p in known)
    return {
        "gold": truth,
        "read": read,
        "relative_error": round((read - truth) / truth, 4) if truth else 0.0,
        "absolute_error": round(apart / truth, 4) if truth else 0.0,
    }


def conditional(pairs: Sequence[Pair]) -> dict[str, float]:
    """Per municipality with a pledge in the gold: is a reservation seen, and only where there is one?"""
    answers = [
        (truth, conditions(record).get(name))
        for gold, record in pairs
        for name, truth in conditions(gold).items()
    ]
    found = Tally(
        right=sum(truth and said is True for truth, said in answers),
        wrong=sum(not truth and said is True for truth, said in answers),
        missed=sum(truth and said is not True for truth, said in answers),
    )
    return {
        "accuracy": _ratio(truth == said for truth, said in answers),
        "n": len(answers),
        **found.figures(),
    }
