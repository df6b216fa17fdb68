"""Accounts: who may use the pages, in which role."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import Engine
from sqlmodel import Session, col, delete, select

from intake.errors import MessageError
from intake.services.passwords import hashed
from intake.store.audit import note
from intake.store.engine import reading, unit_of_work
from intake.store.people import AccountRow, SessionRow
from intake.store.text import LONGEST_NAME, clean

FIRST_ACCOUNT = "beheer"
_TAKEN = "Er is al een account met deze naam. Kies een andere naam."
_SELF = "U kunt uw eigen account niet veranderen. Vraag het een andere beheerder."


class Role(StrEnum):
    """What somebody may do: read, handle cases, or also manage accounts; each may do what those before may."""

    LEZER = "lezer"
    BEHANDELAAR = "behandelaar"
    BEHEERDER = "beheerder"

    def includes(self, other: "Role") -> bool:
        """True when this role may do everything that `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom single sign-on vouches for: issuer and sub (OpenID Connect Core 1.0, 2), names, and our role."""

    subject: str
    name: str
    display: str
    role: Role


def first_account(engine: Engine, now: datetime) -> str:
    """Makes the account `beheer` when there is no account at all; its one-time password, "" when there was one."""
    password = secrets.token_urlsafe(12)
    secret = hashed(password)
    with unit_of_work(engine) as session:
        if session.exec(select(AccountRow.name)).first() is not None:
            return ""
        session.add(
            AccountRow(
                name=FIRST_ACCOUNT,
                display="Beheer",
                role=Role.BEHEERDER.value,
                password_hash=secret,
                must_change=True,
                created_at=now,
            )
        )
        note(session, now, "account made", account=FIRST_ACCOUNT, role=Role.BEHEERDER.value)
    return password


def add_account(
    engine: Engine, name: str, display: str, role: Role, now: datetime, *, actor: str, password: str = ""
) -> str:
    """A new local account; its one-time password, or the given one that need not be changed.

    Raises MessageError when the name is taken.
    """
    chosen = password or secrets.token_urlsafe(12)
    secret = hashed(chosen)
    with unit_of_work(engine) as session:
        if session.get(AccountRow, name) is not None:
            raise MessageError(_TAKEN)
        session.add(
            AccountRow(
                name=clean(name, LONGEST_NAME),
                display=clean(display, LONGEST_NAME) or name,
                role=role.value,
                password_hash=secret,
                must_change=not password,
                created_at=now,
            )
        )
        note(session, now, "account made", actor=actor, account=name, role=role.value)
    return chosen


def change_account(
    engine: Engine, name: str, role: Role, disabled: bool, now: datetime, *, actor: str
) -> None:
    """Gives another role, or shuts somebody out. Raises MessageError for one's own account and an unknown one."""
    if name == actor:
        raise MessageError(_SELF)
    with unit_of_work(engine) as session:
        row = _existing(session, name)
        before = f"{row.role}{', dicht' if row.disabled else ''}"
        row.role, row.disabled = role.value, disabled
        session.add(row)
        _end_sessions(session, name)
        after = f"{role}{', dicht' if disabled else ''}"
        note(session, now, "account changed", actor=actor, account=name, before=before, after=after)


def reset_password(engine: Engine, name: str, now: datetime, *, actor: str) -> str:
    """A new one-time password. Raises MessageError for one's own account and an unknown one."""
    if name == actor:
        raise MessageError(_SELF)
    password = secrets.token_urlsafe(12)
    _set_password(engine, name, hashed(password), now, actor=actor, must_change=True)
    return password


def choose_password(engine: Engine, name: str, password: str, now: datetime) -> None:
    """Somebody's own new password; every session of theirs ends."""
    _set_password(engine, name, hashed(password), now, actor=name, must_change=False)


def accounts(engine: Engine) -> Sequence[AccountRow]:
    """Every account, by name."""
    with reading(engine) as session:
        return session.exec(select(AccountRow).order_by(col(AccountRow.name))).all()


def known_by(engine: Engine, identity: Identity, now: datetime) -> AccountRow:
    """The account of whom single sign-on vouches for, made at the first visit; the role follows the claims."""
    with unit_of_work(engine) as session:
        row = session.exec(select(AccountRow).where(AccountRow.subject == identity.subject)).first()
        if row is None:
            row = AccountRow(
                name=_free_name(session, identity),
                subject=identity.subject,
                role=identity.role.value,
                created_at=now,
            )
            note(session, now, "account made", account=row.name, role=identity.role.value)
        row.display, row.role = clean(identity.display, LONGEST_NAME) or row.name, identity.role.value
        session.add(row)
    return row


def _free_name(session: Session, identity: Identity) -> str:
    # A name that is taken belongs to somebody else: who signs on must never come into that account.
    name = clean(identity.name, LONGEST_NAME - 10)
    digest = sha256(identity.subject.encode()).hexdigest()[:8]
    return name if name and session.get(AccountRow, name) is None else f"{name or 'account'}-{digest}"


def _set_password(
    engine: Engine, name: str, secret: str, now: datetime, *, actor: str, must_change: bool
) -> None:
    with unit_of_work(engine) as session:
        row = _existing(session, name)
        if row.subject:
            raise MessageError("Dit account logt in via de organisatie en heeft hier geen wachtwoord.")
        row.password_hash, row.must_change = secret, must_change
        session.add(row)
        _end_sessions(session, name)
        note(session, now, "password changed", actor=actor, account=name)


def _existing(session: Session, name: str) -> AccountRow:
    row = session.get(AccountRow, name)
    if row is None:
        raise MessageError("Dit account bestaat niet.")
    return row


def _end_sessions(session: Session, name: str) -> None:
    session.exec(delete(SessionRow).where(col(SessionRow.account) == name))
