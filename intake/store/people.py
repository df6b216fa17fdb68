"""Who may use the pages, and what they keep there: accounts, sessions, login attempts, saved views, notes."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

import intake.store.tables  # noqa: F401  (sets the naming convention before the first table)


class AccountRow(SQLModel, table=True):
    """A person, known by a password here (`password_hash`) or by single sign-on (`subject`: issuer and sub)."""

    __tablename__ = "accounts"

    name: str = Field(primary_key=True)
    display: str = ""
    role: str
    subject: str | None = Field(default=None, unique=True)
    password_hash: str = ""
    must_change: bool = False
    disabled: bool = False
    created_at: datetime
    seen_at: datetime | None = None


class SessionRow(SQLModel, table=True):
    """Somebody who is logged in. `digest` is the SHA-256 of the cookie, so that who reads the table is not let in."""

    __tablename__ = "sessions"

    digest: str = Field(primary_key=True)
    account: str = Field(foreign_key="accounts.name", index=True)
    csrf: str
    opened_at: datetime
    seen_at: datetime
    expires_at: datetime = Field(index=True)


class LoginAttemptRow(SQLModel, table=True):
    """One failed try. `place` is the address it came from, `account` the digest of the name that was typed."""

    __tablename__ = "login_attempts"
    __table_args__ = (Index(None, "account", "at"), Index(None, "place", "at"))

    id: int | None = Field(default=None, primary_key=True)
    account: str
    place: str
    at: datetime


class ViewRow(SQLModel, table=True):
    """A way of looking at the queue that somebody wants back: a name and the query string."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("account", "name"),)

    id: int | None = Field(default=None, primary_key=True)
    account: str = Field(foreign_key="accounts.name", index=True)
    name: str
    query: str


class NoteRow(SQLModel, table=True):
    """What somebody of the staff writes with a case for colleagues; never sent to anybody."""

    __tablename__ = "notes"

    id: int | None = Field(default=None, primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    author: str
    at: datetime
    text: str
