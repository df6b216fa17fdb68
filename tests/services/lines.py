"""Lines of the ledger as they stand, made without a database."""

from datetime import UTC, datetime

from intake.services.claims import Standing
from intake.store.entries import EntryKind, EntryRow

NOW = datetime(2026, 6, 30, 10, tzinfo=UTC)


def standing_line(
    number: int,
    people: int | None = None,
    about: str = "",
    *,
    quote: str | None = None,
    conditional: bool = False,
    case: int = 1,
) -> Standing:
    """Line `number`, which is also its place in its mail: how many people, told with which words; the quote is all of them."""
    row = EntryRow(
        id=number,
        at=NOW,
        kind=EntryKind.PLEDGE,
        message_row_id=1,
        actor="worker",
        places=people,
        persons=people,
        conditional=conditional,
        quote=about if quote is None else quote,
    )
    return Standing(row, case, "a.jansen@goes.nl", about, number)
