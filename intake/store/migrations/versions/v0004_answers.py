"""Several answers to one message: the acknowledgement and what people write"""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import AutoString

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What is there already are acknowledgements, with serial 0."""
    op.create_index("ix_cases_updated_at", "cases", ["updated_at"])
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("serial", sa.Integer(), nullable=False, server_default="0"))
        outbox.add_column(sa.Column("author", AutoString(), nullable=False, server_default=""))
        outbox.drop_constraint("uq_outbox_message_row_id", type_="unique")
        outbox.create_unique_constraint("uq_outbox_message_row_id_serial", ["message_row_id", "serial"])
        outbox.create_index("ix_outbox_message_row_id", ["message_row_id"])
    # Apart, because on SQLite one batch is one new table, into which the rows would come without the default.
    with op.batch_alter_table("outbox") as outbox:
        outbox.alter_column("serial", server_default=None)
        outbox.alter_column("author", server_default=None)


def downgrade() -> None:
    """Only acknowledgements are left."""
    op.execute("DELETE FROM outbox WHERE serial > 0")
    with op.batch_alter_table("outbox") as outbox:
        outbox.drop_index("ix_outbox_message_row_id")
        outbox.drop_constraint("uq_outbox_message_row_id_serial", type_="unique")
        outbox.create_unique_constraint("uq_outbox_message_row_id", ["message_row_id"])
        outbox.drop_column("author")
        outbox.drop_column("serial")
    op.drop_index("ix_cases_updated_at", "cases")
