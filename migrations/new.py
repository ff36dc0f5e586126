"""Draft the next migration from the difference between the models and the migrations so far.

    python -m migrations.new expand|backfill|contract what_it_does

Read what it wrote: a draft knows tables and columns, not data, and never why. Expand ships before the code
that needs it, contract after the last code that used it.
"""

import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql import coercions, roles

from migrations.models import METADATAS
from reporting.store.migrate import configuration, upgrade

STEPS = ("expand", "backfill", "contract")
LONGEST = 32  # Alembic keeps the revision in a column of this width
DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}


def draft(step: str, slug: str) -> Path:
    """Write the file and return it. Raises ValueError for a name that does not fit."""
    number = sum(1 for _ in ScriptDirectory.from_config(configuration()).walk_revisions()) + 1
    revision = f"{number:04d}_{step}_{slug}"
    if step not in STEPS or len(revision) > LONGEST:
        raise ValueError(
            f"A migration is named {'|'.join(STEPS)} and a slug, {LONGEST} characters with its number."
        )
    _spell_out_conditions()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/scratch.db"
        if number > 1:
            upgrade(url)
        with create_engine(url).connect() as connection:
            config = configuration(connection)
            command.revision(config, slug.replace("_", " "), rev_id=revision, autogenerate=True)
    return Path(__file__).parent / "versions" / f"{revision}.py"


def _spell_out_conditions() -> None:
    """Conditions of partial indexes as plain SQL: a migration does not refer to a model of its day."""
    indexes = [
        index for metadata in METADATAS for table in metadata.tables.values() for index in table.indexes
    ]
    for index in indexes:
        for name, dialect in DIALECTS.items():
            options = index.dialect_options[name]
            if options["where"] is not None:
                condition = coercions.expect(roles.DDLExpressionRole, options["where"])
                compiled = condition.compile(
                    dialect=dialect, compile_kwargs={"literal_binds": True, "include_table": False}
                )
                options["where"] = text(str(compiled))


if __name__ == "__main__":
    sys.stdout.write(f"{draft(*sys.argv[1:])}\n")
