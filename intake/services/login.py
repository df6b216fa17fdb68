"""Log in, stay logged in, log out: sessions are kept in the database, the browser only holds a random key."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, func, select

from intake.errors import MessageError
from intake.services.accounts import Role
from intake.services.passwords import matches
from intake.settings import WebSettings
from intake.store.audit import note
from intake.store.engine import reading, unit_of_work
from intake.store.people import AccountRow, LoginAttemptRow, SessionRow

_WINDOW = timedelta(minutes=15)
# Per name from one place, per place, and per name from anywhere: the last only stops a whole army.
_LIMITS = (5, 30, 100)
_WRONG = "De naam of het wachtwoord klopt niet. Probeer het opnieuw."
_TOO_MANY = "Er is te vaak een verkeerd wachtwoord ingevuld. Wacht een kwartier en probeer het dan opnieuw."
# A sign of life is written at most this often, so that reading a page is rarely a write.
_GLANCE = timedelta(minutes=1)


class TooManyAttemptsError(MessageError):
    """Somebody guesses passwords. Wait a quarter of an hour."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who asks for a page. `csrf` is the secret of this session's forms, `session` the digest of its cookie."""

    name: str
    display: str
    role: Role
    csrf: str
    session: str
    must_change: bool = False
    is_local: bool = True


def log_in(engine: Engine, name: str, password: str, place: str, now: datetime, web: WebSettings) -> str:
    """The key of a new session. Raises what `proved` raises."""
    return open_session(engine, proved(engine, name, password, place, now), now, web)


def proved(engine: Engine, name: str, password: str, place: str, now: datetime) -> AccountRow:
    """The account whose password this is. Raises MessageError when it is not, TooManyAttemptsError after many tries."""
    attempt = LoginAttemptRow(account=_digest(name), place=place, at=now)
    with unit_of_work(engine) as session:
        if _guessed_too_often(session, attempt, now):
            note(session, now, "login braked")
            braked = True
        else:
            # Counted before the password is looked at, so that guessing in parallel does not pay.
            braked = False
            session.add(attempt)
    if braked:
        raise TooManyAttemptsError(_TOO_MANY)
    with reading(engine) as session:
        row = session.get(AccountRow, name)
    if not matches(password, row.password_hash if row else "") or row is None or row.disabled:
        raise MessageError(_WRONG)
    with unit_of_work(engine) as session:
        session.exec(delete(LoginAttemptRow).where(col(LoginAttemptRow.id) == attempt.id))
    return row


def open_session(engine: Engine, account: AccountRow, now: datetime, web: WebSettings) -> str:
    """A new session for somebody who proved who they are; its key. Raises MessageError for a closed account."""
    if account.disabled:
        raise MessageError(_WRONG)
    key = secrets.token_urlsafe(32)
    with unit_of_work(engine) as session:
        clear_out(session, now)
        session.add(
            SessionRow(
                digest=_digest(key),
                account=account.name,
                csrf=secrets.token_hex(16),
                opened_at=now,
                seen_at=now,
                expires_at=now + timedelta(hours=web.session_hours),
            )
        )
        row = session.get_one(AccountRow, account.name)
        row.seen_at = now
        session.add(row)
        note(session, now, "logged in", actor=account.name)
    return key


def clear_out(session: Session, now: datetime) -> None:
    """Sessions that ended go, and tries from before the time in which they count."""
    session.exec(delete(SessionRow).where(col(SessionRow.expires_at) <= now))
    session.exec(delete(LoginAttemptRow).where(col(LoginAttemptRow.at) <= now - _WINDOW))


def visitor(engine: Engine, key: str, now: datetime, web: WebSettings) -> Visitor | None:
    """Who holds this key; None when it is unknown, too old or too long unused."""
    with reading(engine) as session:
        found = session.exec(
            select(SessionRow, AccountRow)
            .join(AccountRow, col(AccountRow.name) == col(SessionRow.account))
            .where(SessionRow.digest == _digest(key))
        ).first()
    if found is None:
        return None
    opened, account = found
    idle = now - opened.seen_at
    if account.disabled or opened.expires_at <= now or idle > timedelta(minutes=web.idle_minutes):
        return None
    if idle > _GLANCE:
        _seen(engine, opened.digest, now)
    return Visitor(
        account.name,
        account.display or account.name,
        Role(account.role),
        opened.csrf,
        opened.digest,
        account.must_change,
        account.subject is None,
    )


def log_out(engine: Engine, who: Visitor, now: datetime) -> None:
    """Ends this session, here and for whoever copied the cookie."""
    with unit_of_work(engine) as session:
        session.exec(delete(SessionRow).where(col(SessionRow.digest) == who.session))
        note(session, now, "logged out", actor=who.name)


def _seen(engine: Engine, digest: str, now: datetime) -> None:
    with unit_of_work(engine) as session:
        row = session.get(SessionRow, digest)
        if row is not None:
            row.seen_at = now
            session.add(row)


def _guessed_too_often(session: Session, attempt: LoginAttemptRow, now: datetime) -> bool:
    recent = select(func.count()).select_from(LoginAttemptRow).where(LoginAttemptRow.at > now - _WINDOW)
    account, place = (
        col(LoginAttemptRow.account) == attempt.account,
        col(LoginAttemptRow.place) == attempt.place,
    )
    counts = [session.exec(recent.where(*which)).one() for which in ((account, place), (place,), (account,))]
    return any(count >= limit for count, limit in zip(counts, _LIMITS, strict=True))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()
