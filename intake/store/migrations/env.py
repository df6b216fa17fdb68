"""Alembic reads this file at every run; the connection comes from `migrate`."""

from alembic import context
from sqlmodel import SQLModel

import intake.store.books
import intake.store.entries
import intake.store.people
import intake.store.tables  # noqa: F401  (all fill the metadata)


def _is_ours(_object: object, name: str | None, kind: str, _reflected: bool, _model: object) -> bool:
    """The tables of the full-text search differ by database, and the task queue has its own, so no model describes them."""
    return not (kind == "table" and str(name).startswith(("message_search", "procrastinate_")))


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    include_object=_is_ours,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
