"""Alembic's way in: it runs on the connection that ``engine.migrate`` hands over, inside its transaction."""

from __future__ import annotations

from alembic import context

from composer.database.search import is_search_table
from composer.database.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite alters a table by copying it
    transactional_ddl=True,
    include_name=lambda name, type_, _parents: not (type_ == "table" and is_search_table(name or "")),
)
with context.begin_transaction():
    context.run_migrations()
