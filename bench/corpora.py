"""Public test suites of broken, bounced and automatic mail through the whole pipeline: agreement per suite.

    INTAKE_TEST_CORPORA=FOLDER python -m bench.corpora [--errors]

A suite's own expectation is the truth where it states one. Elsewhere mail is taken for a person's, unless its own headers
say that a machine wrote it (RFC 3834, RFC 3464). Our own mails are those of the language corpus, without the held-out part.
"""

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

from rich.console import Console
from rich.table import Table

from intake.content import models_dir
from intake.domain import ScreeningVerdict
from intake.errors import UnreadableMessageError
from intake.nlp.corpus import read_corpus
from intake.nlp.rendering import gold, render
from intake.pipeline import Examiner, load_examiner
from intake.report import outcome_record

_NOW = datetime(2026, 6, 9, tzinfo=UTC)
_OLE = b"\xd0\xcf\x11\xe0"
_KINDS = ("bounce", "auto-reply", "report", "human")


@dataclass(frozen=True)
class Case:
    """One mail, what it is, and its name."""

    suite: str
    kind: str
    name: str
    raw: bytes


@dataclass
class Score:
    """How one kind of mail in one suite fared."""

    total: int = 0
    automatic: int = 0
    answered: int = 0
    wrong: list[str] = field(default_factory=list)


def _says_machine(raw: bytes) -> bool:
    """Whether the mail's own headers say that no person wrote it."""
    message = message_from_bytes(raw, policy=policy.compat32)
    submitted = str(message.get("Auto-Submitted", "no")).lower()
    return (
        not submitted.startswith("no")
        or message.get_content_type() == "multipart/report"
        or str(message.get("Return-Path", "")).strip() == "<>"
        or "message/delivery-status" in {part.get_content_type() for part in message.walk()}
    )


def _expected(entries: list[dict[str, object]]) -> str:
    reasons = {entry.get("reason") for entry in entries}
    return "auto-reply" if "vacation" in reasons else "report" if reasons == {"feedback"} else "bounce"


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.glob("*")):
        if path.is_file() and path.suffix != ".py" and not path.name.startswith(("LICENSE", "README")):
            yield path


def public(root: Path) -> Iterator[Case]:
    """The suites in a folder; what is absent is left out."""
    for suite, folder, known in (
        ("sisimai", root / "sisimai" / "bsd", root / "sisimai-expected.json"),
        ("flufl", root / "flufl", root / "flufl-expected.json"),
    ):
        told = json.loads(known.read_text(encoding="utf-8")) if known.exists() else {}
        for path in _files(folder):
            # A suite's mail without an expectation only has to pass.
            kind = _expected(told[path.name]) if path.name in told else "?"
            yield Case(suite, kind, path.name, path.read_bytes())
    for suite in ("imap_tools", "mail-parser", "stalwart", "sisimai/not"):
        for path in _files(root / suite):
            raw = path.read_bytes()
            # One of them is an Outlook file, and no mail at all.
            known = not _says_machine(raw) and not raw.startswith(_OLE)
            yield Case(suite, "human" if known else "?", path.name, raw)


def own() -> Iterator[Case]:
    """Our own mails, with their own gold."""
    corpus = models_dir() / "training" / "corpus"
    for part in ("train", "dev"):
        for mail in read_corpus(corpus / part):
            raw, name = render(mail), f"{mail.brief}.{mail.name}"
            answer = gold(mail, name)
            kind = (
                "?"
                if "auto_reply" in mail.words("doubtful")
                else "auto-reply"
                if answer["auto_reply"]
                else "human"
            )
            yield Case(f"own ({part})", kind, name, raw)


@dataclass(frozen=True)
class Verdict:
    """What was made of a mail; `automatic` and `answered` are None when it is no readable mail at all."""

    seconds: float
    automatic: bool | None = None
    answered: bool | None = None
    reason: str = ""


def judge(examiner: Examiner, case: Case) -> Verdict:
    """One mail through the pipeline."""
    begun = time.perf_counter()
    try:
        outcome = examiner.examine(case.raw, "migratie@vng.nl", _NOW)
    except UnreadableMessageError:
        return Verdict(time.perf_counter() - begun)
    seconds = time.perf_counter() - begun
    automatic = bool(outcome_record(case.name, outcome)["auto_reply"])
    answered = outcome.screening.verdict is ScreeningVerdict.ANSWER
    return Verdict(seconds, automatic, answered, outcome.screening.reason)


def _count(case: Case, verdict: Verdict, score: Score) -> None:
    if verdict.automatic is None:
        return
    score.total += 1
    score.automatic += verdict.automatic
    score.answered += bool(verdict.answered)
    if case.kind != "?" and verdict.automatic is (case.kind == "human"):
        score.wrong.append(f"{case.name}: {verdict.reason}")


def main(root: Path | None, *, errors: bool = False) -> None:
    """Print the table; with `errors` also every mail that was judged otherwise."""
    examiner = load_examiner()
    scores: dict[tuple[str, str], Score] = {}
    slowest = (0.0, "")
    for case in (*(public(root) if root else ()), *own()):
        verdict = judge(examiner, case)
        _count(case, verdict, scores.setdefault((case.suite, case.kind), Score()))
        slowest = max(slowest, (verdict.seconds, f"{case.suite}/{case.name}"))
    console = Console()
    console.print(_table(scores))
    console.print(f"every mail came through; the slowest took {slowest[0]:.2f} s ({slowest[1]})")
    for (suite, kind), score in scores.items():
        for line in score.wrong if errors else ():
            console.print(f"{suite}, {kind}: {line}", markup=False)


def _table(scores: dict[tuple[str, str], Score]) -> Table:
    table = Table(title="who wrote this mail?")
    for heading in ("suite", "kind", "mails", "called automatic", "as expected", "would be answered"):
        table.add_column(heading, justify="left" if heading in {"suite", "kind"} else "right")
    for (suite, kind), score in scores.items():
        table.add_row(suite, kind, *_figures(kind, score))
    table.add_section()
    for kind in _KINDS:
        whole = Score()
        for (_, one), score in scores.items():
            if one == kind:
                whole.total += score.total
                whole.automatic += score.automatic
                whole.answered += score.answered
        if whole.total:
            table.add_row("together", kind, *_figures(kind, whole))
    return table


def _figures(kind: str, score: Score) -> tuple[str, ...]:
    right = score.total - score.automatic if kind == "human" else score.automatic
    agreed = "" if kind == "?" else f"{100 * right / max(score.total, 1):.1f} %"
    return str(score.total), str(score.automatic), agreed, str(score.answered)


if __name__ == "__main__":
    named = os.environ.get("INTAKE_TEST_CORPORA")
    main(Path(named) if named else None, errors="--errors" in sys.argv)
