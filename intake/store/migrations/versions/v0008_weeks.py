"""Indexes for what came in this week"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """What arrived, and what was opened, since a moment."""
    op.create_index("ix_messages_received_at", "messages", ["received_at"])
    op.create_index("ix_cases_opened", "cases", ["opened_at", "primary"])


def downgrade() -> None:
    """Without them."""
    op.drop_index("ix_cases_opened", "cases")
    op.drop_index("ix_messages_received_at", "messages")
