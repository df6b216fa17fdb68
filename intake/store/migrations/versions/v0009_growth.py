"""What is asked for every message stands in an index, so that a million messages cost no more than a thousand"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

from intake.store.text import topic_of

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_BATCH = 10_000
_NEW = {
    "messages": (
        ("stage", "id"),
        ("domain", "received_at"),
        ("sender", "received_at"),
        ("topic", "received_at"),
    ),
    "pledges": (("municipality", "id"),),
    "outbox": (
        ("state", "lease_until"),
        ("mailbox", "state", "next_try", "id"),
        ("recipient", "created_at"),
        ("serial", "created_at"),
    ),
}
_OLD = (("messages", "sender"), ("messages", "digest"), ("pledges", "municipality"), ("outbox", "recipient"))


def upgrade() -> None:
    """The sender's domain and the bare subject in columns of their own; indexes by them and by what waits."""
    # Not in a batch: SQLite would make the table anew, while others refer to it.
    for column in ("domain", "topic"):
        op.add_column("messages", sa.Column(column, AutoString(), nullable=True))
    _fill()
    for table, column in _OLD:
        op.drop_index(f"ix_{table}_{column}", table)
    op.drop_index("ix_outbox_state_outbox_next_try", "outbox")
    for table, all_columns in _NEW.items():
        for columns in all_columns:
            op.create_index(_name(table, columns), table, list(columns))
    op.create_index(
        "ix_messages_unmarked",
        "messages",
        ["mailbox", "folder", "uidvalidity", "uid"],
        sqlite_where=sa.text("marked IS 0"),
        postgresql_where=sa.text("marked IS false"),
    )


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_messages_unmarked", "messages")
    for table, all_columns in _NEW.items():
        for columns in all_columns:
            op.drop_index(_name(table, columns), table)
    op.create_index("ix_outbox_state_outbox_next_try", "outbox", ["state", "next_try"])
    for table, column in _OLD:
        op.create_index(f"ix_{table}_{column}", table, [column])
    for column in ("domain", "topic"):
        op.drop_column("messages", column)


def _name(table: str, columns: tuple[str, ...]) -> str:
    return f"ix_{table}_{f'_{table}_'.join(columns)}"


def _fill() -> None:
    connection, last = op.get_bind(), 0
    some = sa.text("SELECT id, sender, subject FROM messages WHERE id > :last ORDER BY id LIMIT :most")
    keep = sa.text("UPDATE messages SET domain = :domain, topic = :topic WHERE id = :id")
    while rows := connection.execute(some, {"last": last, "most": _BATCH}).all():
        values = [
            {"id": row.id, "domain": row.sender.rpartition("@")[2], "topic": topic_of(row.subject)}
            for row in rows
        ]
        connection.execute(keep, values)
        last = rows[-1].id
