"""Full-text search in what was written: FTS5 on SQLite, tsvector on PostgreSQL. Words match from their beginning."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, bindparam, column, delete, exists, select, table, text
from sqlmodel import Session

from intake.store.text import plain_words

_MOST_WORDS = 8
MOST_FOUND = 20_000
_MERGED_PAGES, _A_CHANGE = 500, 2
_MERGE = text("INSERT INTO message_search (message_search, rank) VALUES ('merge', :pages)")
_CHANGES = text("SELECT total_changes()")
_TABLE = table(
    "message_search", column("rowid"), column("message_row_id"), column("words"), column("document")
)
_INSERT = {
    "sqlite": text("INSERT OR REPLACE INTO message_search (rowid, words) VALUES (:id, :words)"),
    "postgresql": text(
        "INSERT INTO message_search (message_row_id, document) VALUES (:id, to_tsvector('simple', :words)) "
        "ON CONFLICT (message_row_id) DO UPDATE SET document = excluded.document"
    ),
}


def remember(session: Session, message_row_id: int, words: str) -> None:
    """Makes a message findable by `searchable` words; what was remembered before of this message is replaced."""
    session.connection().execute(_INSERT[_dialect(session)], {"id": message_row_id, "words": words})


def unknown(session: Session, number: Any) -> ColumnElement[bool]:
    """The condition that a message cannot be found yet."""
    return ~exists(select(_key(session)).select_from(_TABLE).where(_key(session) == number))


def forget(session: Session, message_row_id: int) -> None:
    """Takes a message out, for when what it said may no longer be kept; see `clear_up`."""
    session.connection().execute(delete(_TABLE).where(_key(session) == message_row_id))


def clear_up(session: Session, *, first: bool) -> bool:
    """A step of taking forgotten words off the disk; False when nothing is left to do.

    FTS5 only notes that a row is gone: its words stay in the index until their pages are merged.
    """
    if _dialect(session) != "sqlite":
        return False
    connection = session.connection()
    before = connection.execute(_CHANGES).scalar_one()
    connection.execute(_MERGE, {"pages": -_MERGED_PAGES if first else _MERGED_PAGES})
    # Fewer than two changes: there was nothing to merge (FTS5, "The 'merge' Command").
    return bool(connection.execute(_CHANGES).scalar_one() - before >= _A_CHANGE)


def matching(session: Session, wish: str) -> Select[Any] | None:
    """The messages (row numbers) with every word of `wish`, of very many the newest; None when it holds no words."""
    words = plain_words(wish)[:_MOST_WORDS]
    if not words:
        return None
    if _dialect(session) == "sqlite":
        query = " ".join(f'"{word}"*' for word in words)
        found = text("message_search MATCH :wish").bindparams(bindparam("wish", query))
    else:
        query = " & ".join(f"{word}:*" for word in words)
        found = text("document @@ to_tsquery('simple', :wish)").bindparams(bindparam("wish", query))
    key = _key(session)
    return select(key).select_from(_TABLE).where(found).order_by(key.desc()).limit(MOST_FOUND)


def _dialect(session: Session) -> str:
    return session.connection().dialect.name


def _key(session: Session) -> ColumnElement[int]:
    return column("rowid" if _dialect(session) == "sqlite" else "message_row_id", Integer)
