"""What is wrong at the start is said in one line with its remedy, and the code is 1. Never a traceback."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.bearing import Nursery, until_gone
from tests.journeys.service import free_port

Start = Callable[..., tuple[int, str]]


@pytest.fixture
def start(nursery: Nursery, tmp_path: Path) -> Start:
    """Runs `quietline COMMAND` to its end and gives its code and what it said."""

    def start_(command: str, **settings: str) -> tuple[int, str]:
        out = tmp_path / "said"
        ports = {"PUBLIC_PORT": str(free_port()), "STAFF_PORT": str(free_port())}
        home = {"QUIETLINE_HOME": str(tmp_path / "home")}
        until_gone(nursery.bear(command, out, {**home, **ports, **settings}))
        code = Path(f"{out}.code").read_text(encoding="utf-8")
        return int(code), out.read_text(encoding="utf-8").strip()

    return start_


@pytest.fixture
def occupied() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def one_line(said: str) -> str:
    assert "Traceback" not in said, said
    assert said.count("\n") == 0, said
    return said


@pytest.mark.parametrize(
    ("command", "port"),
    [
        ("up", "PUBLIC_PORT"),
        pytest.param("up", "STAFF_PORT", marks=pytest.mark.nightly),
        pytest.param("demo", "PUBLIC_PORT", marks=pytest.mark.nightly),
        pytest.param("demo", "STAFF_PORT", marks=pytest.mark.nightly),
    ],
)
def test_an_occupied_port_names_the_port_and_how_to_choose_another(
    start: Start, occupied: int, command: str, port: str
) -> None:
    code, said = start(command, **{port: str(occupied)})
    assert code == 1
    assert f"Port {occupied}" in one_line(said)
    assert f"{port}=" in said


def test_an_unreachable_database_says_so_and_keeps_its_password_to_itself(start: Start) -> None:
    url = f"postgresql://quietline:sesame-open@127.0.0.1:{free_port()}/quietline"
    code, said = start("up", QUIETLINE_DATABASE_URL=url)
    assert code == 1
    assert "database" in one_line(said).lower()
    assert "sesame" not in said


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("PUBLIC_PORT", "high"),
        ("QUIETLINE_RECEIPT_WORDS", "2"),
        ("QUIETLINE_PUBLIC_URL", "http://tell.example"),
    ],
)
def test_a_wrong_setting_is_named_with_what_it_should_be(start: Start, variable: str, value: str) -> None:
    code, said = start("up", **{variable: value})
    assert code == 1
    assert one_line(said).startswith(f"{variable}: ")


def test_the_demos_home_is_not_served_for_real(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "demo.marker").write_text("the demo's", encoding="utf-8")
    code, said = start("up")
    assert code == 1
    assert "QUIETLINE_HOME" in one_line(said)


def test_the_demo_touches_no_folder_that_is_not_its_own(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "grades.ods").write_text("A, B, B", encoding="utf-8")
    code, said = start("demo")
    assert code == 1
    assert "QUIETLINE_HOME" in one_line(said)
    assert [(one.name, one.read_text(encoding="utf-8")) for one in home.iterdir()] == [
        ("grades.ods", "A, B, B")
    ]


def test_the_demo_is_for_this_machine_alone(start: Start, tmp_path: Path) -> None:
    code, said = start("demo", QUIETLINE_LISTEN="0.0.0.0")  # noqa: S104 -- what must be refused
    assert code == 1
    assert "QUIETLINE_LISTEN" in one_line(said)
    assert not (tmp_path / "home").exists()


def test_a_home_that_cannot_be_made_is_named(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, said = start("up", QUIETLINE_HOME=str(tmp_path / "file" / "home"))
    assert code == 1
    assert str(tmp_path / "file") in one_line(said)
