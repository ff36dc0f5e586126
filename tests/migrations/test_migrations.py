"""The schema's steps: named, single-headed, reversible with data in it, and equal to the models in the end."""

import re
import secrets
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

from migrations.models import METADATAS
from reporting.model.ids import DistrictId
from reporting.store import engines, providers
from reporting.store.database import Database
from reporting.store.errors import StoreBusy, StoreUnavailable
from reporting.store.migrate import LOCK, Standing, check, configuration, downgrade, upgrade

DISTRICT = DistrictId(b"D" * 16)


def steps() -> list[Any]:
    return list(ScriptDirectory.from_config(configuration()).walk_revisions())


def on(url: str, question: Callable[[Connection], Any]) -> Any:
    database = Database(url)
    try:
        return database.write(question)
    finally:
        database.close()


@contextmanager
def holding(url: str) -> Iterator[Callable[[], None]]:
    """Another program that holds the database, as one does that migrates; what it yields lets go."""
    parsed = engines.parse(url)
    if parsed.get_backend_name() == "sqlite":
        engine = engines.sqlite_writer(parsed)
        with engine.connect() as connection:
            connection.begin()
            yield connection.commit
    else:
        engine = engines.postgres_writer(parsed, pool=1)
        with engine.connect() as connection:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
            yield connection.commit
    engine.dispose()


def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that refuses a second program at once, so that no test waits ten seconds."""
    settings = (*engines.SQLITE_SETTINGS[1:], "busy_timeout=50")
    monkeypatch.setattr(engines, "SQLITE_SETTINGS", settings)
    monkeypatch.setitem(engines.POSTGRES_SETTINGS, "lock_timeout", "50ms")


def test_there_is_one_head_and_one_line_of_steps() -> None:
    script = ScriptDirectory.from_config(configuration())
    assert len(script.get_heads()) == 1
    assert len(script.get_bases()) == 1


@pytest.mark.parametrize("step", steps(), ids=lambda step: step.revision)
def test_a_step_is_named_by_its_number_and_kind_and_the_name_fits(step: Any) -> None:
    assert re.fullmatch(r"\d{4}_(expand|backfill|contract)_[a-z0-9_]+", step.revision)
    assert Path(step.path).stem == step.revision
    assert len(step.revision) <= 32


def test_the_steps_are_numbered_without_a_gap() -> None:
    numbers = sorted(int(step.revision[:4]) for step in steps())
    assert numbers == list(range(1, len(numbers) + 1))


def test_up_down_up_with_data_in_it(empty_url: str) -> None:
    upgrade(empty_url)
    on(empty_url, lambda connection: providers.put(connection, DISTRICT, "twilio", secrets.token_bytes(40)))
    downgrade(empty_url, "base")
    assert on(empty_url, lambda connection: inspect(connection).get_table_names()) == ["alembic_version"]
    upgrade(empty_url)
    on(empty_url, lambda connection: providers.put(connection, DISTRICT, "twilio", secrets.token_bytes(40)))


def test_of_programs_that_start_at_once_one_migrates_and_the_others_wait(empty_url: str) -> None:
    with ThreadPoolExecutor(3) as programs:
        assert list(programs.map(upgrade, [empty_url] * 3)) == [None] * 3
    assert check(empty_url) is Standing.CURRENT


def test_a_program_waits_for_one_that_migrates_longer_than_a_database_is_patient(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk: the first program holds the database past the ten seconds after which it refuses the second."""
    impatient(monkeypatch)
    refused: list[float] = []
    with holding(empty_url) as let_go:

        def wait(seconds: float) -> None:
            refused.append(seconds)
            let_go()

        upgrade(empty_url, sleep=wait)
    assert len(refused) == 1
    assert check(empty_url) is Standing.CURRENT


def test_a_program_that_never_lets_go_is_named_after_a_minute(
    empty_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    impatient(monkeypatch)
    at = [0.0]
    with (
        holding(empty_url),
        pytest.raises(StoreBusy, match="wait, then try again"),
    ):
        upgrade(empty_url, now=lambda: at[0], sleep=lambda _: at.__setitem__(0, at[0] + 25))
    assert at[0] == 75


def test_upgrading_a_current_database_changes_nothing(database_url: str) -> None:
    on(database_url, lambda connection: providers.put(connection, DISTRICT, "twilio", b"kept"))
    upgrade(database_url)
    assert on(database_url, lambda connection: providers.find(connection, DISTRICT, "twilio")) == b"kept"


def test_an_empty_a_current_and_a_newer_database_are_told_apart(empty_url: str) -> None:
    assert check(empty_url) is Standing.EMPTY
    upgrade(empty_url)
    assert check(empty_url) is Standing.CURRENT
    on(
        empty_url,
        lambda connection: (
            connection.execute(
                text("UPDATE alembic_version SET version_num = '9999_expand_the_future'")
            ).rowcount
        ),
    )
    for refused in (check, upgrade):
        with pytest.raises(StoreUnavailable, match=r"newer Quietline .*start that version again, or restore"):
            refused(empty_url)


def test_the_models_equal_the_migrated_schema(database_url: str) -> None:
    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return compare_metadata(context, list(METADATAS))  # type: ignore[arg-type]  # Alembic takes several

    assert on(database_url, differences) == []


def test_the_migrated_schema_is_word_for_word_what_the_models_would_make(empty_url: str) -> None:
    """What Alembic does not compare: CHECKs, conditions of indexes, tables without rowid."""

    def make(connection: Connection) -> None:
        for metadata in METADATAS:
            metadata.create_all(connection)

    on(empty_url, make)
    made = on(empty_url, schema)
    on(empty_url, clear)
    upgrade(empty_url)
    assert on(empty_url, schema) == made


def clear(connection: Connection) -> None:
    for metadata in METADATAS:
        metadata.drop_all(connection)


def schema(connection: Connection) -> dict[str, str]:
    """The definition of every table, index and constraint, by name, as the database itself spells it."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))
        return {name: _sorted_clauses(sql) for name, sql in rows if name != "alembic_version"}
    constraints = connection.execute(
        text(
            "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE connamespace = 'public'::regnamespace AND contype <> 'n' AND conname NOT LIKE 'alembic%'"
        )
    )
    indexes = connection.execute(
        text(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        )
    )
    return dict([*constraints.all(), *indexes.all()])


def _sorted_clauses(sql: str) -> str:
    """Constraints may come in another order, and SQLite quotes what was renamed; nothing else may differ."""
    lines = (line.strip().rstrip(",") for line in sql.replace('"', "").splitlines())
    return "\n".join(sorted(line for line in lines if line))
