"""How fast one mail is understood, against the floor of merely taking it apart."""

import resource
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from email import message_from_bytes
from pathlib import Path

from rich.console import Console
from rich.table import Table

_ROUNDS = 5
_NOW = datetime(2026, 6, 9, tzinfo=UTC)
_SAMPLES = Path(__file__).resolve().parents[1] / "intake" / "demo" / "samples"


def main(folder: Path = _SAMPLES) -> None:
    """Print loading time, memory, and mails a second per stage with the ratio to bare parsing."""
    started = time.perf_counter()
    from intake.mail.parse import parse  # the import is part of what is measured
    from intake.pipeline import load_examiner

    examiner, rules_only = load_examiner(), None
    loading = time.perf_counter() - started
    rules_only = load_examiner(use_model=False)
    mails = [path.read_bytes() for path in sorted(folder.glob("*.eml"))]
    stages: dict[str, Callable[[bytes], object]] = {
        "email.message_from_bytes (floor)": message_from_bytes,
        "parse": parse,
        "examine, rules alone": lambda raw: rules_only.examine(raw, "migratie@vng.nl", _NOW),
        "examine": lambda raw: examiner.examine(raw, "migratie@vng.nl", _NOW),
    }
    table = Table(title=f"{len(mails)} mails, best of {_ROUNDS} rounds, one core")
    for heading in ("stage", "mails a second", "times the floor"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    floor = 0.0
    for name, work in stages.items():
        seconds = _best(work, mails)
        floor = floor or seconds
        table.add_row(name, f"{len(mails) / seconds:,.0f}", f"{seconds / floor:,.1f}")
    console = Console()
    console.print(table)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    console.print(f"loading {loading:.1f} s, peak memory {peak:.0f} MB")


def _best(work: Callable[[bytes], object], mails: Sequence[bytes]) -> float:
    times = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        for raw in mails:
            work(raw)
        times.append(time.perf_counter() - begun)
    return min(times)


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:2]))
