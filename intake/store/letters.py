"""Is this the same letter as an earlier one: sent again, or passed on by a colleague? By its words, whatever its Message-ID."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, insert
from sqlmodel import Session, col, select

from intake.domain import Outcome, Pledge
from intake.store.entries import FingerprintRow
from intake.store.messages import number
from intake.store.tables import MessageRow, PledgeRow, Stage

_WITHIN = timedelta(days=30)
_ALIKE = 0.85
# Fewer runs of words than these say nothing: "Wij bieden tien plekken aan" is written by many.
_LEAST_OF_ONE, _LEAST_OF_TWO = 5, 14
_MOST = 200

# Asked for every message, so written once: to build a statement takes longer than to run it.
_NEWEST = (
    select(MessageRow.id)
    .where(col(MessageRow.received_at) > bindparam("since"))
    .order_by(col(MessageRow.received_at).desc())
    .limit(_MOST)
)
_OF_DOMAIN = _NEWEST.where(MessageRow.domain == bindparam("domain"))
_OF_SENDER = _NEWEST.where(MessageRow.sender == bindparam("sender"))
_OF_NAME = (
    select(PledgeRow.message_row_id)
    .where(PledgeRow.municipality == bindparam("name"))
    .order_by(col(PledgeRow.id).desc())
    .limit(_MOST)
)
_REMEMBER = insert(FingerprintRow)


@dataclass(frozen=True, slots=True)
class SameLetter:
    """The earlier message with these words. `copy`: this one says nothing beyond it."""

    earlier: MessageRow
    copy: bool


def remember(session: Session, row: MessageRow, outcome: Outcome) -> None:
    """Keeps the words of a message, to know them again."""
    if outcome.ties.fingerprint and not outcome.screening.auto_reply:
        runs = {"message_row_id": number(row), "runs": list(outcome.ties.fingerprint)}
        session.connection().execute(_REMEMBER, runs)


def same_letter(
    session: Session, row: MessageRow, outcome: Outcome, webmail: frozenset[str]
) -> SameLetter | None:
    """The first message with the same words, of the same people or the same municipality, in the last month."""
    runs = frozenset(outcome.ties.fingerprint)
    if len(runs) < _LEAST_OF_ONE or outcome.screening.auto_reply:
        return None
    for earlier, known in _candidates(session, row, outcome, webmail):
        if not _alike(runs, frozenset(known), one_sender=earlier.sender == row.sender):
            continue
        return SameLetter(earlier, _says_no_more(session, earlier, outcome, runs, frozenset(known)))
    return None


def _candidates(
    session: Session, row: MessageRow, outcome: Outcome, webmail: frozenset[str]
) -> list[tuple[MessageRow, list[int]]]:
    related = _related(session, row, outcome, webmail)
    if not related:
        return []
    query = (
        select(MessageRow, FingerprintRow.runs)
        .join(FingerprintRow, col(FingerprintRow.message_row_id) == col(MessageRow.id))
        .where(col(MessageRow.id).in_(related))
        .where(MessageRow.id != row.id, MessageRow.stage == Stage.FILED.value)
        .where(col(MessageRow.duplicate_of).is_(None), col(MessageRow.case_id).is_not(None))
        .where(col(MessageRow.received_at) > _since(row.received_at))
        .order_by(col(MessageRow.id))
    )
    return [(earlier, list(runs)) for earlier, runs in session.exec(query)]


def _related(session: Session, row: MessageRow, outcome: Outcome, webmail: frozenset[str]) -> set[int | None]:
    """The newest messages of the same people, and of each municipality: one walk along an index for each."""
    connection, since = session.connection(), _since(row.received_at)
    if row.domain and row.domain not in webmail:
        of_people = connection.execute(_OF_DOMAIN, {"domain": row.domain, "since": since})
    else:
        of_people = connection.execute(_OF_SENDER, {"sender": row.sender, "since": since})
    found = set(of_people.scalars())
    for name in outcome.extraction.municipalities:
        found |= set(connection.execute(_OF_NAME, {"name": name}).scalars())
    return found - {row.id}


def _since(received_at: datetime) -> datetime:
    return received_at - _WITHIN


def _alike(runs: frozenset[int], known: frozenset[int], *, one_sender: bool) -> bool:
    """Nearly all words of the shorter one stand in the longer one."""
    shorter = min(len(runs), len(known))
    if shorter < (_LEAST_OF_ONE if one_sender else _LEAST_OF_TWO):
        return False
    return len(runs & known) >= _ALIKE * shorter


def _says_no_more(
    session: Session, earlier: MessageRow, outcome: Outcome, runs: frozenset[int], known: frozenset[int]
) -> bool:
    verdict = earlier.outcome or {}
    if not {str(label) for label in outcome.classification.labels} <= set(verdict.get("labels", ())):
        return False
    rows = session.exec(select(PledgeRow).where(PledgeRow.message_row_id == earlier.id))
    before = frozenset(_amount(one) for one in rows)
    now = frozenset(_amount(one) for one in outcome.extraction.pledges)
    # Part of a letter, such as one line of it, may say more or less than the letter: only its numbers tell.
    whole = len(runs & known) >= _ALIKE * max(len(runs), len(known))
    return now == before if before or now else whole or len(runs) > len(known)


def _amount(pledge: Pledge | PledgeRow) -> tuple[object, ...]:
    unit = str(pledge.unit) if pledge.unit else None
    return (
        pledge.municipality,
        pledge.places,
        unit,
        pledge.min,
        pledge.max,
        pledge.conditional,
        pledge.withdrawn,
        pledge.replaces,
    )
