"""The ledger as lines that are only ever added; what a message refers to; its words as a fingerprint"""

from itertools import groupby
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_PERSONS = (None, "plekken", "personen", "bedden", "statushouders")
_COPIED = ("places", "unit", "min", "max", "conditional", "from_date", "duration", "quote")


def upgrade() -> None:
    """The tables; pledges that were booked become lines."""
    entries = _entries()
    op.create_table(
        "message_references",
        sa.Column("message_row_id", sa.Integer(), nullable=False),
        sa.Column("message_id", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_row_id"], ["messages.id"], name="fk_message_references_message_row_id_messages"
        ),
        sa.PrimaryKeyConstraint("message_row_id", "message_id", name="pk_message_references"),
    )
    op.create_index("ix_message_references_message_id", "message_references", ["message_id"])
    op.create_table(
        "fingerprints",
        sa.Column("message_row_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("runs", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_row_id"], ["messages.id"], name="fk_fingerprints_message_row_id_messages"
        ),
        sa.PrimaryKeyConstraint("message_row_id", name="pk_fingerprints"),
    )
    _fill(entries)


def _entries() -> sa.Table:
    made = op.create_table(
        "ledger_entries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("kind", AutoString(), nullable=False),
        sa.Column("municipality", AutoString(), nullable=True),
        sa.Column("message_row_id", sa.Integer(), nullable=False),
        sa.Column("pledge_id", sa.Integer(), nullable=True),
        sa.Column("adds", sa.Boolean(), nullable=False),
        sa.Column("ends", sa.JSON(), nullable=False),
        sa.Column("held", AutoString(), nullable=False),
        sa.Column("settles", sa.Integer(), nullable=True),
        sa.Column("actor", AutoString(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=True),
        sa.Column("unit", AutoString(), nullable=True),
        sa.Column("min", sa.Integer(), nullable=True),
        sa.Column("max", sa.Integer(), nullable=True),
        sa.Column("persons", sa.Integer(), nullable=True),
        sa.Column("conditional", sa.Boolean(), nullable=False),
        sa.Column("from_date", sa.Date(), nullable=True),
        sa.Column("duration", AutoString(), nullable=True),
        sa.Column("quote", AutoString(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_row_id"], ["messages.id"], name="fk_ledger_entries_message_row_id_messages"
        ),
        sa.ForeignKeyConstraint(["pledge_id"], ["pledges.id"], name="fk_ledger_entries_pledge_id_pledges"),
        sa.ForeignKeyConstraint(
            ["settles"], ["ledger_entries.id"], name="fk_ledger_entries_settles_ledger_entries"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_ledger_entries"),
    )
    for column in ("municipality", "message_row_id", "pledge_id"):
        op.create_index(f"ix_ledger_entries_{column}", "ledger_entries", [column])
    return made


def _fill(entries: sa.Table) -> None:
    """What stood keeps standing: a later correction or withdrawal ended what came before it."""
    rows = op.get_bind().execute(
        sa.text(
            "SELECT p.*, m.stored_at AS at FROM pledges p JOIN messages m ON m.id = p.message_row_id "
            "WHERE m.duplicate_of IS NULL ORDER BY p.municipality, p.message_row_id, p.id"
        ).columns(
            at=UTCDateTime(),
            from_date=sa.Date(),
            conditional=sa.Boolean(),
            booked=sa.Boolean(),
            withdrawn=sa.Boolean(),
        )
    )
    number = 0
    for _, of_one in groupby(rows.mappings(), key=lambda row: row["municipality"]):
        stands: list[int] = []
        for _, of_message in groupby(of_one, key=lambda row: row["message_row_id"]):
            said = list(of_message)
            changes = any(row["withdrawn"] or row["replaces"] is not None for row in said if row["booked"])
            ends = list(stands) if changes else []
            for row in said:
                number += 1
                op.bulk_insert(entries, [_entry(row, number, ends)])
                if row["booked"]:
                    stands = ([] if ends else stands) + ([] if row["withdrawn"] else [number])
                    ends = []
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('ledger_entries', 'id'), GREATEST(COALESCE(MAX(id), 1), 1)) FROM ledger_entries"
        )


def _entry(row: Any, number: int, ends: list[int]) -> dict[str, Any]:
    persons = row["persons_total"]
    if persons is None and row["unit"] in _PERSONS:
        persons = row["places"]
    kind = "withdrawal" if row["withdrawn"] else "correction" if ends else "pledge"
    return {
        "id": number,
        "at": row["at"],
        "kind": kind,
        "municipality": row["municipality"],
        "message_row_id": row["message_row_id"],
        "pledge_id": row["id"],
        "adds": not row["withdrawn"],
        "ends": ends,
        "held": "" if row["booked"] else "trust" if row["municipality"] else "municipality",
        "settles": None,
        "actor": "worker",
        "persons": persons,
        **{name: row[name] for name in _COPIED},
    }


def downgrade() -> None:
    """The pledges stay; lines that only the ledger held are lost."""
    for table in ("ledger_entries", "fingerprints", "message_references"):
        op.drop_table(table)
