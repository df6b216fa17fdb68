"""The first schema"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("action", AutoString(), nullable=False),
        sa.Column("message_row_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_action", "audit", ["action"])
    op.create_index("ix_audit_case_id", "audit", ["case_id"])
    op.create_index("ix_audit_message_row_id", "audit", ["message_row_id"])


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token", AutoString(), nullable=False),
        sa.Column("status", AutoString(), nullable=False),
        sa.Column("mailbox", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("primary", AutoString(), nullable=False),
        sa.Column("labels", sa.JSON(), nullable=False),
        sa.Column("municipality", sa.JSON(), nullable=False),
        sa.Column("urgency", AutoString(), nullable=False),
        sa.Column("assigned_to", AutoString(), nullable=True),
        sa.Column("doubts", sa.JSON(), nullable=False),
        sa.Column("needs_human", sa.Boolean(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
        sa.UniqueConstraint("token", name="uq_cases_token"),
    )
    op.create_index("ix_cases_needs_human", "cases", ["needs_human"])
    op.create_index("ix_cases_status", "cases", ["status"])


def _counters() -> None:
    op.create_table(
        "counters",
        sa.Column("name", AutoString(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )


def _cursors() -> None:
    op.create_table(
        "cursors",
        sa.Column("mailbox", AutoString(), nullable=False),
        sa.Column("folder", AutoString(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("high_water", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("mailbox", "folder", "uidvalidity", name="pk_cursors"),
    )


def _heartbeats() -> None:
    op.create_table(
        "heartbeats",
        sa.Column("job", AutoString(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("ok_at", UTCDateTime(), nullable=True),
        sa.Column("error", AutoString(), nullable=False),
        sa.PrimaryKeyConstraint("job", name="pk_heartbeats"),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("mailbox", AutoString(), nullable=False),
        sa.Column("address", AutoString(), nullable=False),
        sa.Column("folder", AutoString(), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("uid", sa.BigInteger(), nullable=False),
        sa.Column("digest", AutoString(), nullable=False),
        sa.Column("content_digest", AutoString(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=True),
        sa.Column("received_at", UTCDateTime(), nullable=False),
        sa.Column("stored_at", UTCDateTime(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False),
        sa.Column("marked", sa.Boolean(), nullable=False),
        sa.Column("direction", AutoString(), nullable=False),
        sa.Column("stage", AutoString(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("reason", AutoString(), nullable=False),
        sa.Column("sender", AutoString(), nullable=False),
        sa.Column("subject", AutoString(), nullable=False),
        sa.Column("primary", AutoString(), nullable=False),
        sa.Column("auto_reply", sa.Boolean(), nullable=False),
        sa.Column("should_ack", sa.Boolean(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("duplicate_of", sa.Integer(), nullable=True),
        sa.Column("joins", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_messages_case_id_cases"),
        sa.ForeignKeyConstraint(["duplicate_of"], ["messages.id"], name="fk_messages_duplicate_of_messages"),
        sa.ForeignKeyConstraint(["joins"], ["messages.id"], name="fk_messages_joins_messages"),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint(
            "mailbox", "folder", "uidvalidity", "uid", name="uq_messages_mailbox_folder_uidvalidity_uid"
        ),
    )


def _message_indexes() -> None:
    op.create_index("ix_messages_case_id", "messages", ["case_id"])
    op.create_index("ix_messages_content_digest", "messages", ["content_digest"])
    op.create_index("ix_messages_digest", "messages", ["digest"])
    op.create_index("ix_messages_duplicate_of", "messages", ["duplicate_of"])
    op.create_index("ix_messages_message_id", "messages", ["message_id"])
    op.create_index("ix_messages_sender", "messages", ["sender"])
    op.create_index("ix_messages_stage_messages_lease_until", "messages", ["stage", "lease_until"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_row_id", sa.Integer(), nullable=False),
        sa.Column("label", AutoString(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("witness", AutoString(), nullable=False),
        sa.Column("quote", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_row_id"], ["messages.id"], name="fk_evidence_message_row_id_messages"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    op.create_index("ix_evidence_message_row_id", "evidence", ["message_row_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_row_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("mailbox", AutoString(), nullable=False),
        sa.Column("recipient", AutoString(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.Column("in_reply_to", AutoString(), nullable=True),
        sa.Column("subject", AutoString(), nullable=False),
        sa.Column("template", AutoString(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("state", AutoString(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("created_at", UTCDateTime(), nullable=False),
        sa.Column("next_try", UTCDateTime(), nullable=False),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("reason", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_outbox_case_id_cases"),
        sa.ForeignKeyConstraint(
            ["message_row_id"], ["messages.id"], name="fk_outbox_message_row_id_messages"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("message_id", name="uq_outbox_message_id"),
        sa.UniqueConstraint("message_row_id", name="uq_outbox_message_row_id"),
    )
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])
    op.create_index("ix_outbox_recipient", "outbox", ["recipient"])
    op.create_index("ix_outbox_state_outbox_next_try", "outbox", ["state", "next_try"])


def _pledges() -> None:
    op.create_table(
        "pledges",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("message_row_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("municipality", AutoString(), nullable=True),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("unit", AutoString(), nullable=True),
        sa.Column("min", sa.Integer(), nullable=True),
        sa.Column("max", sa.Integer(), nullable=True),
        sa.Column("persons_total", sa.Integer(), nullable=True),
        sa.Column("conditional", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("additional", sa.Boolean(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("duration", AutoString(), nullable=True),
        sa.Column("quote", AutoString(), nullable=False),
        sa.Column("source", AutoString(), nullable=False),
        sa.Column("source_name", AutoString(), nullable=False),
        sa.Column("booked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_pledges_case_id_cases"),
        sa.ForeignKeyConstraint(
            ["message_row_id"], ["messages.id"], name="fk_pledges_message_row_id_messages"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_pledges"),
    )
    op.create_index("ix_pledges_case_id", "pledges", ["case_id"])
    op.create_index("ix_pledges_message_row_id", "pledges", ["message_row_id"])
    op.create_index("ix_pledges_municipality", "pledges", ["municipality"])


def _raw_messages() -> None:
    op.create_table(
        "raw_messages",
        sa.Column("message_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_row_id"], ["messages.id"], name="fk_raw_messages_message_row_id_messages"
        ),
        sa.PrimaryKeyConstraint("message_row_id", name="pk_raw_messages"),
    )


def upgrade() -> None:
    """The whole schema; the counter "filing" is the row that filing locks."""
    for make in (
        _audit,
        _cases,
        _counters,
        _cursors,
        _heartbeats,
        _messages,
        _message_indexes,
        _evidence,
        _outbox,
        _pledges,
        _raw_messages,
    ):
        make()
    op.execute("INSERT INTO counters (name, value) VALUES ('filing', 0)")
