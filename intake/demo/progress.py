"""How far the demo is: a bar on a terminal, plain lines in a log."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress

from intake.services.triage import Progression


class Progress(Protocol):
    """Who is told how far it is."""

    def starts(self, total: int) -> None:
        """So many messages will come."""

    def delivered(self, name: str) -> None:
        """One more was put into its mailbox."""

    def reached(self, state: Progression) -> None:
        """What the database knows now."""


@contextmanager
def progress_on(console: Console) -> Iterator[Progress]:
    """A bar when somebody watches, else lines."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (TextColumn("{task.description:<10}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with RichProgress(*columns, console=console) as bars:
        yield _Bars(bars)


class _Bars:
    def __init__(self, bars: RichProgress) -> None:
        self._bars = bars

    def starts(self, total: int) -> None:
        self._in = self._bars.add_task("bezorgd", total=total)
        self._done = self._bars.add_task("verwerkt", total=total)
        self._sent = self._bars.add_task("beantwoord", total=None)

    def delivered(self, name: str) -> None:  # noqa: ARG002
        self._bars.advance(self._in)

    def reached(self, state: Progression) -> None:
        self._bars.update(self._done, completed=state.done)
        self._bars.update(self._sent, completed=state.sent, total=state.sent + state.unsent or None)


class _Lines:
    def __init__(self, console: Console) -> None:
        self._console = console
        self._last: Progression | None = None
        self._count = self._total = 0

    def starts(self, total: int) -> None:
        self._total = total

    def delivered(self, name: str) -> None:
        self._count += 1
        self._console.print(f"bezorgd {self._count}/{self._total}: {name}", highlight=False)

    def reached(self, state: Progression) -> None:
        if state != self._last:
            self._last = state
            self._console.print(
                f"verwerkt {state.done}/{self._total}, beantwoord {state.sent}", highlight=False
            )
