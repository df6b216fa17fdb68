"""What staff keep beside the mail: reference numbers of municipalities, and the tokens of programs that use the API."""

from datetime import datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

import intake.store.tables  # noqa: F401  (sets the naming convention before the first table)


class ReferenceRow(SQLModel, table=True):
    """What staff say of one municipality's reference number; `number` None: the letter's numbers only serve to compare."""

    __tablename__ = "reference_numbers"

    municipality: str = Field(primary_key=True)
    number: int | None = None
    author: str
    at: datetime


class ApiTokenRow(SQLModel, table=True):
    """One token of one client. `digest` is its SHA-256, so that who reads the table cannot use it."""

    __tablename__ = "api_tokens"

    id: int | None = Field(default=None, primary_key=True)
    client: str
    digest: str = Field(unique=True)
    scopes: list[str] = Field(default_factory=list, sa_type=JSON)
    author: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None
    seen_at: datetime | None = None
