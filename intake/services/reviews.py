"""Reviews: mails of which a person vouches what they are about, because they handled the case of that one mail."""

import hashlib
from collections.abc import Iterator, Set
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, func, select

from intake.domain import Label
from intake.store.audit import WORKER
from intake.store.engine import reading
from intake.store.tables import AuditRow, CaseRow, MessageRow, RawRow, Stage

# Whoever closes a case has seen what it was taken for, and could have changed it.
_VOUCHING = ("category changed", "doubts settled", "case closed")
_HELD_OUT_OF = 4


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One mail and its labels. `voice` is the same for mails of one domain: they never stand on two sides."""

    raw: bytes
    mailbox: str
    received_at: datetime
    labels: frozenset[Label]
    voice: int

    @property
    def held_out(self) -> bool:
        """Whether it is kept apart, to measure on: one voice in four."""
        return self.voice % _HELD_OUT_OF == 0

    def fold(self, folds: int) -> int:
        """In which of so many parts it stands, when the weights are fitted."""
        return self.voice // _HELD_OUT_OF % folds


def reviewed(engine: Engine, webmail: Set[str]) -> Iterator[Reviewed]:
    """Every reviewed mail whose bytes are still here. At a domain of `webmail` each address is a voice of its own."""
    with reading(engine) as session:
        alone = (
            select(MessageRow.case_id)
            .where(col(MessageRow.case_id).is_not(None), col(MessageRow.duplicate_of).is_(None))
            .group_by(col(MessageRow.case_id))
            .having(func.count() == 1)
        )
        seen = select(AuditRow.case_id).where(
            AuditRow.actor != WORKER, col(AuditRow.action).in_(_VOUCHING), col(AuditRow.case_id).in_(alone)
        )
        query = (
            select(MessageRow, RawRow.data, CaseRow.labels)
            .join(RawRow, col(RawRow.message_row_id) == col(MessageRow.id))
            .join(CaseRow, col(CaseRow.id) == col(MessageRow.case_id))
            .where(col(CaseRow.id).in_(seen), col(CaseRow.merged_into).is_(None))
            .where(col(MessageRow.duplicate_of).is_(None), MessageRow.stage == Stage.FILED.value)
            .where(col(MessageRow.auto_reply).is_(False), col(MessageRow.complete).is_(True))
            .order_by(col(MessageRow.id))
        )
        for row, raw, labels in session.exec(query):
            said = frozenset(map(Label, labels))
            yield Reviewed(raw, row.address, row.received_at, said, _voice(row.sender, webmail))


def _voice(sender: str, webmail: Set[str]) -> int:
    domain = sender.rpartition("@")[2].lower()
    name = sender.lower() if domain in webmail else domain
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4])
