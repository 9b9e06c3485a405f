"""Alembic's entry: the connection comes from ``storage.schema``."""

from alembic import context
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=context.config.attributes.get("render_item"),
    transaction_per_migration=False,
)
context.run_migrations()
