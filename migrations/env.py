"""How Alembic runs here: on a connection that `reporting.store.migrate` hands in; there is no ini file."""

from alembic import context

from migrations.models import METADATAS

if context.is_offline_mode():
    raise SystemExit("Migrations run on a database, not on paper: start `quietline up`.")

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=list(METADATAS),
    render_as_batch=True,  # SQLite alters a table by copying it
    compare_type=True,
    transaction_per_migration=False,  # all or nothing
)
context.run_migrations()
