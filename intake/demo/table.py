"""What was understood and what was answered, as a table for a person."""

from collections.abc import Sequence

from rich.table import Table
from rich.text import Text

from intake.services.triage import MessageLine
from intake.web.wording import in_words, listed, pledged


def overview_table(lines: Sequence[MessageLine]) -> Table:
    """One row a message. Text of strangers goes in as Text, so that its brackets are no markup."""
    answered = sum(line.answer is not None for line in lines)
    table = Table(
        title=f"{len(lines)} berichten gelezen, {answered} beantwoord",
        caption="twijfel: hoeveel vragen een mens moet beantwoorden",
        row_styles=("", "dim"),
    )
    for heading in ("Onderwerp", "Soort", "Gemeente en aanbod", "Twijfel", "Zaak", "Antwoord"):
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(*map(Text, _cells(line)))
    return table


def _cells(line: MessageLine) -> tuple[str, ...]:
    found = line.row.outcome or {}
    doubts = len(found.get("doubts", ()))
    pledges = "\n".join(pledged(pledge) for pledge in line.pledges)
    return (
        line.row.subject,
        listed(found.get("labels", [])) or line.row.reason,
        pledges or ", ".join(found.get("municipality", ())),
        str(doubts) if doubts else "",
        line.token,
        _answer(line),
    )


def _answer(line: MessageLine) -> str:
    if line.answer:
        return in_words(line.answer.state)
    return "dubbel, niet nog eens" if line.row.duplicate_of else "geen"
