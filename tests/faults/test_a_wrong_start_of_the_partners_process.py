"""What keeps the partners' process from starting is said in one line with its remedy: too much, too little, nobody there."""

import secrets
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from reporting.app.window_line import NoWindow, WindowShut, ask, open_line
from reporting.store.database import Database
from reporting.store.partner_grants import Role, grant, make
from reporting.vault.xwing import PrivateKey
from tests.faults.bearing import Nursery, until_gone
from tests.journeys.service import free_port

Start = Callable[..., str]
ROLE = Role("quietline_partner_start", "sesame-open")
NOWHERE = "postgresql://quietline:sesame-open@127.0.0.1:1/quietline"


@pytest.fixture
def folder() -> Iterator[Path]:
    """A socket's path is short."""
    path = Path(f"/tmp/quietline-{secrets.token_hex(6)}")  # noqa: S108
    path.mkdir(mode=0o700)
    yield path
    for one in path.iterdir():
        one.unlink()
    path.rmdir()


@pytest.fixture
def service(folder: Path) -> Iterator[Path]:
    """Somebody answers at the socket, as the service does."""
    who = {"district": "11" * 16, "key": "22" * 32, "errands": PrivateKey(bytes(32)).public.raw.hex()}
    end = open_line(folder / "window", lambda asked: who if asked.get("ask") == "who" else {})
    yield folder / "window"
    end()


@pytest.fixture
def start(nursery: Nursery, tmp_path: Path) -> Start:
    """Runs `quietline COMMAND`, which must end with 1 and one line; gives the line."""

    def start_(command: str = "partner-serve", **settings: str) -> str:
        out = tmp_path / "said"
        out.unlink(missing_ok=True)
        ports = {name: str(free_port()) for name in ("PUBLIC_PORT", "STAFF_PORT", "PARTNER_PORT")}
        home = {"QUIETLINE_HOME": str(tmp_path / "home")}
        until_gone(nursery.bear(command, out, {**home, **ports, **settings}))
        said = out.read_text(encoding="utf-8").strip().splitlines()
        assert Path(f"{out}.code").read_text(encoding="utf-8") == "1"
        lines = [one for one in said if " WARNING " not in one]
        assert len(lines) == 1, said
        assert "sesame" not in lines[0]
        return lines[0]

    return start_


@pytest.mark.parametrize(
    ("settings", "remedy"),
    [
        ({"QUIETLINE_DATABASE_URL": NOWHERE}, "QUIETLINE_DATABASE_URL: not for"),
        (
            {"QUIETLINE_TRUST": "/somewhere", "QUIETLINE_PARTNER_DATABASE_URL": NOWHERE},
            "QUIETLINE_TRUST: not",
        ),
        ({}, "QUIETLINE_PARTNER_DATABASE_URL: must be"),
        ({"QUIETLINE_PARTNER_DATABASE_URL": "sqlite:////tmp/one.db"}, "On SQLite"),
        ({"QUIETLINE_PARTNER_DATABASE_URL": NOWHERE}, "QUIETLINE_PARTNER_SOCKET: must be"),
        (
            {"QUIETLINE_PARTNER_DATABASE_URL": NOWHERE, "QUIETLINE_PARTNER_SOCKET": "/tmp/nobody.sock"},  # noqa: S108
            "Start `quietline up`",
        ),
    ],
)
def test_what_it_must_not_have_and_what_it_lacks_are_named(
    start: Start, settings: dict[str, str], remedy: str
) -> None:
    assert remedy in start(**settings)


def test_the_service_on_sqlite_says_that_these_pages_stay_in_it(start: Start, folder: Path) -> None:
    said = start("up", QUIETLINE_PARTNER_SOCKET=str(folder / "window"))
    assert "PostgreSQL alone" in said
    assert "QUIETLINE_DATABASE_URL" in said


def test_a_database_that_does_not_answer_is_named_without_its_password(start: Start, service: Path) -> None:
    said = start(QUIETLINE_PARTNER_DATABASE_URL=NOWHERE, QUIETLINE_PARTNER_SOCKET=str(service))
    assert "database" in said.lower()


@pytest.mark.nightly
def test_a_role_that_may_do_more_or_less_and_an_occupied_port_are_named(
    start: Start, service: Path, postgres_url: str
) -> None:
    owner = Database(postgres_url, pool=1)
    given = {"QUIETLINE_PARTNER_SOCKET": str(service)}
    more = start(**given, QUIETLINE_PARTNER_DATABASE_URL=postgres_url)
    assert "may do more" in more
    assert "quietline partner-role" in more
    owner.write(lambda conn: make(conn, ROLE))
    url = make_url(postgres_url).set(username=ROLE.name, password=ROLE.password)
    given["QUIETLINE_PARTNER_DATABASE_URL"] = url.render_as_string(hide_password=False)
    assert "may do less" in start(**given)
    owner.write(lambda conn: grant(conn, ROLE))
    # One right more, as somebody at a console would give it.
    owner.write(lambda conn: conn.execute(text(f"GRANT SELECT (reference) ON thread TO {ROLE.name}")))
    assert "SELECT on thread" in start(**given)
    owner.write(lambda conn: grant(conn, ROLE))
    owner.close()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        said = start(**given, PARTNER_PORT=str(port))
    assert f"Port {port}" in said
    assert "PARTNER_PORT=" in said


def test_a_socket_that_another_service_answers_at_is_left_to_it_and_a_dead_ones_is_taken(
    folder: Path,
) -> None:
    path = folder / "window"
    end = open_line(path, lambda _: {"it": "is"})
    with pytest.raises(NoWindow, match="Another service"):
        open_line(path, lambda _: {})
    assert ask(path, {"ask": "who"}) == {"it": "is"}
    end()
    with pytest.raises(WindowShut, match="Start `quietline up`"):
        ask(path, {"ask": "who"})
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    again = open_line(path, lambda _: {})
    assert oct(path.stat().st_mode & 0o777) == "0o660"
    again()
    with pytest.raises(NoWindow, match="Make its folder"):
        open_line(folder / "none" / "window", lambda _: {})
