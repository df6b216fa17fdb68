"""Accounts, sessions, login attempts and saved views"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Who may use the pages."""
    _accounts()
    _sessions()
    _login_attempts()
    _saved_views()


def _accounts() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("display", AutoString(), nullable=False),
        sa.Column("role", AutoString(), nullable=False),
        sa.Column("subject", AutoString(), nullable=True),
        sa.Column("password_hash", AutoString(), nullable=False),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name="pk_accounts"),
        sa.UniqueConstraint("subject", name="uq_accounts_subject"),
    )


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("account", AutoString(), nullable=False),
        sa.Column("csrf", AutoString(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_sessions_account_accounts"),
        sa.PrimaryKeyConstraint("digest", name="pk_sessions"),
    )
    op.create_index("ix_sessions_account", "sessions", ["account"])
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])


def _login_attempts() -> None:
    op.create_table(
        "login_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", AutoString(), nullable=False),
        sa.Column("place", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_login_attempts"),
    )
    op.create_index("ix_login_attempts_account_login_attempts_at", "login_attempts", ["account", "at"])
    op.create_index("ix_login_attempts_place_login_attempts_at", "login_attempts", ["place", "at"])


def _saved_views() -> None:
    op.create_table(
        "saved_views",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", AutoString(), nullable=False),
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("query", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"], name="fk_saved_views_account_accounts"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_views"),
        sa.UniqueConstraint("account", "name", name="uq_saved_views_account_name"),
    )
    op.create_index("ix_saved_views_account", "saved_views", ["account"])


def downgrade() -> None:
    """Nobody logs in."""
    for table in ("saved_views", "login_attempts", "sessions", "accounts"):
        op.drop_table(table)
