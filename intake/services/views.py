"""Saved views: a way of looking at the queue that somebody wants back, under a name."""

from collections.abc import Sequence

from sqlalchemy import Engine
from sqlmodel import col, delete, func, select

from intake.errors import MessageError
from intake.store.engine import reading, unit_of_work
from intake.store.people import ViewRow
from intake.store.text import clean

_MOST = 20
_LONGEST = 40


def views(engine: Engine, account: str) -> Sequence[ViewRow]:
    """What somebody has saved, by name."""
    with reading(engine) as session:
        return session.exec(
            select(ViewRow).where(ViewRow.account == account).order_by(col(ViewRow.name))
        ).all()


def save_view(engine: Engine, account: str, name: str, query: str) -> None:
    """Saves under a name; the same name is replaced. Raises MessageError without a name, or when there are too many."""
    plain = " ".join(clean(name).split())[:_LONGEST]
    if not plain:
        raise MessageError("Geef de weergave een naam.")
    with unit_of_work(engine) as session:
        known = select(ViewRow).where(ViewRow.account == account)
        row = session.exec(known.where(ViewRow.name == plain)).first()
        if row is None and session.exec(select(func.count()).select_from(known.subquery())).one() >= _MOST:
            raise MessageError(f"U kunt {_MOST} weergaven bewaren. Verwijder er eerst een.")
        row = row or ViewRow(account=account, name=plain, query="")
        row.query = clean(query, 1_000)
        session.add(row)


def drop_view(engine: Engine, account: str, number: int) -> None:
    """Removes one of somebody's own views."""
    with unit_of_work(engine) as session:
        session.exec(delete(ViewRow).where(col(ViewRow.id) == number, col(ViewRow.account) == account))
