"""Alembic reads this file at every run; the connection comes from `migrate`."""

from alembic import context
from sqlmodel import SQLModel

import intake.store.people
import intake.store.tables  # noqa: F401  (both fill the metadata)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
