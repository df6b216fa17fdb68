"""Full-text search, the order of the queue, notes, and what a person decided about a pledge"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_SQLITE = "CREATE VIRTUAL TABLE message_search USING fts5(words, tokenize='unicode61 remove_diacritics 2')"
_POSTGRESQL = (
    "CREATE TABLE message_search (message_row_id INTEGER PRIMARY KEY, document tsvector NOT NULL)",
    "CREATE INDEX ix_message_search_document ON message_search USING gin (document)",
)


def upgrade() -> None:
    """What the queue needs to answer at once."""
    for statement in (_SQLITE,) if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)
    op.create_index("ix_cases_queue", "cases", ["status", "needs_human", "urgency", "opened_at", "id"])
    op.create_index("ix_cases_assigned_to", "cases", ["assigned_to"])
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("author", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("text", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_notes_case_id_cases"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
    )
    op.create_index("ix_notes_case_id", "notes", ["case_id"])
    with op.batch_alter_table("pledges") as pledges:
        pledges.add_column(sa.Column("review", AutoString(), nullable=False, server_default=""))
    # Apart, because on SQLite one batch is one new table, into which the rows would come without the default.
    with op.batch_alter_table("pledges") as pledges:
        pledges.alter_column("review", server_default=None)
    with op.batch_alter_table("cases") as cases:
        cases.add_column(sa.Column("merged_into", AutoString(), nullable=True))


def downgrade() -> None:
    """Without search, notes and reviews."""
    # Not in a batch: SQLite would make the table anew, while others refer to it.
    op.drop_column("cases", "merged_into")
    op.drop_column("pledges", "review")
    op.drop_table("notes")
    op.drop_index("ix_cases_assigned_to", "cases")
    op.drop_index("ix_cases_queue", "cases")
    op.drop_table("message_search")
