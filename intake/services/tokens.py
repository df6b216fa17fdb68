"""Tokens with which programs use the API: made once, shown once, kept as a digest, ended when somebody says so."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine
from sqlmodel import col, select

from intake.errors import MessageError
from intake.store.audit import note
from intake.store.books import ApiTokenRow
from intake.store.engine import reading, unit_of_work
from intake.store.text import LONGEST_NAME, clean

# So that a secret that leaks into a repository or a log is recognised for what it is.
_PREFIX = "vngpost_"
_SEEN_AGAIN = timedelta(hours=1)


class Scope(StrEnum):
    """What a client may do; writing includes no reading."""

    READ = "read"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Client:
    """The program that asks. `name` is how the journal calls it."""

    name: str
    scopes: frozenset[Scope]


def make_token(
    engine: Engine, client: str, scopes: frozenset[Scope], days: int, now: datetime, *, actor: str
) -> str:
    """The secret itself, which is not kept anywhere. Raises MessageError without a name, a scope or a day."""
    name = clean(client, LONGEST_NAME).strip()
    if not name or not scopes or not 1 <= days <= 3650:
        raise MessageError("Geef een naam, minstens één recht, en een geldigheid van 1 tot 3650 dagen.")
    secret = _PREFIX + secrets.token_urlsafe(32)
    with unit_of_work(engine) as session:
        session.add(
            ApiTokenRow(
                client=name,
                digest=_digest(secret),
                scopes=sorted(scopes),
                author=actor,
                created_at=now,
                expires_at=now + timedelta(days=days),
            )
        )
        note(session, now, "token made", actor=actor, client=name, scopes=" ".join(sorted(scopes)))
    return secret


def client_of(engine: Engine, secret: str, now: datetime) -> Client | None:
    """Who holds this token; None when nobody does, or no longer."""
    known = select(ApiTokenRow).where(ApiTokenRow.digest == _digest(secret))
    with reading(engine) as session:
        row = session.exec(known).first()
    if row is None or row.revoked_at is not None or row.expires_at <= now:
        return None
    if row.seen_at is None or now - row.seen_at > _SEEN_AGAIN:
        with unit_of_work(engine) as session:
            session.get_one(ApiTokenRow, row.id).seen_at = now
    return Client(row.client, frozenset(Scope(scope) for scope in row.scopes))


def tokens(engine: Engine) -> tuple[ApiTokenRow, ...]:
    """All that were ever made, newest first."""
    with reading(engine) as session:
        return tuple(session.exec(select(ApiTokenRow).order_by(col(ApiTokenRow.id).desc())))


def revoke(engine: Engine, number: int, now: datetime, *, actor: str) -> None:
    """Ends a token at once. Raises MessageError when there is none with this number."""
    with unit_of_work(engine) as session:
        row = session.get(ApiTokenRow, number)
        if row is None:
            raise MessageError(f"Er is geen token met nummer {number}.")
        row.revoked_at = row.revoked_at or now
        note(session, now, "token revoked", actor=actor, client=row.client)


def _digest(secret: str) -> str:
    """A plain hash is enough: a token of 256 random bits cannot be guessed, with or without a slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
