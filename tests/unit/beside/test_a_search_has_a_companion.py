"""For a long search a second process skims: it says the same, holds what it was given no longer than the search, and nobody
waits for it.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reporting.beside.companions import Companion, Companions
from reporting.beside.pipe import Hung
from reporting.beside.skim import Skim
from reporting.beside.skim_process import SkimProcess
from reporting.beside.skim_wire import answered, packed, unpacked
from tests.journeys.patience import until
from tests.unit.beside.skimmed_threads import DISTRICT, QUEUE, asked, sealed_thread

SEEDS = {QUEUE.public.kid: QUEUE.seed}
THREADS = [
    sealed_thread("The soup is cold"),
    sealed_thread("The lunch is cold", notes=["no soup either"]),
    sealed_thread("hello", own_notes=["soup"]),
    sealed_thread("Sopa fría", category="bullying"),
    sealed_thread("soup")._replace(shred_key=bytes(32)),
]


@pytest.fixture
def process() -> Iterator[SkimProcess]:
    process = SkimProcess(DISTRICT, asked("soup"))
    until(process.has_room, "a process that has closed itself in")
    yield process
    process.end()


def answers(process: SkimProcess) -> list[list[bool]]:
    found: list[list[bool]] = []
    until(lambda: found.extend(process.answers()) or found, "an answer")
    return found


def test_it_says_of_each_conversation_what_this_one_says(process: SkimProcess) -> None:
    here = Skim(DISTRICT, asked("soup"), {QUEUE.public.kid: QUEUE}.get)

    assert process.give(SEEDS, THREADS)

    assert answers(process) == [[here.is_worth_a_look(one) for one in THREADS]]
    assert here.is_worth_a_look(THREADS[0]) is not here.is_worth_a_look(THREADS[2])


def test_it_can_open_nothing_was_given_nothing_and_leaves_no_core(process: SkimProcess) -> None:
    about = Path(f"/proc/{process.pid}")

    assert "Seccomp:\t2" in (about / "status").read_text()
    assert (about / "environ").read_bytes() == b""
    assert {one.name for one in (about / "fd").iterdir()} == {"0", "1", "2"}
    (core,) = [one for one in (about / "limits").read_text().splitlines() if "core file" in one]
    assert core.split()[4:6] == ["0", "0"]


def test_what_it_is_asked_of_is_given_before_keys_and_only_when_it_is_closed_in() -> None:
    process = SkimProcess(DISTRICT, asked("soup"))
    try:
        until(process.has_room, "a process that has closed itself in")
        # Without its keys each is for the longer way to look at.
        assert process.give({}, THREADS[:3])
        assert answers(process) == [[True, True, True]]
        assert process.give(SEEDS, THREADS[:3])
        assert answers(process) == [[True, True, False]]
    finally:
        process.end()


def test_nothing_is_written_that_would_have_to_wait(process: SkimProcess) -> None:
    large = [sealed_thread("soup " * 6_000)] * 60

    assert not process.give(SEEDS, large)

    assert process.give(SEEDS, THREADS)
    assert len(answers(process)) == 1


def test_one_that_is_killed_or_says_nonsense_is_no_answer(process: SkimProcess) -> None:
    process.give(SEEDS, THREADS)
    os.kill(process.pid, signal.SIGKILL)
    with pytest.raises(Hung):
        _ask_for_ever(process)
    for nonsense in (b"", b"\x01", b"\x01\x02", b"\x01\x00\x00"):
        with pytest.raises(Hung):
            answered(nonsense, 2)


def test_one_that_says_nothing_is_not_waited_for() -> None:
    now = [0.0]
    process = SkimProcess(DISTRICT, asked("soup"), lambda: now[0])
    try:
        until(process.has_room, "a process that has closed itself in")
        os.kill(process.pid, signal.SIGSTOP)
        process.give(SEEDS, THREADS)
        assert process.answers() == []
        now[0] += 6
        with pytest.raises(Hung):
            process.answers()
    finally:
        process.end()


def test_what_is_packed_comes_out_as_it_was() -> None:
    seeds, threads = unpacked(packed([QUEUE.seed], THREADS))

    assert (seeds, threads) == ([QUEUE.seed], THREADS)
    assert unpacked(packed([], [])) == ([], [])


def test_it_does_not_outlive_the_service_that_is_killed() -> None:
    dying = (
        "import os; from tests.unit.beside.skimmed_threads import asked, DISTRICT\n"
        "from reporting.beside.skim_process import SkimProcess\n"
        "print(SkimProcess(DISTRICT, asked('soup')).pid, flush=True); os.kill(os.getpid(), 9)"
    )
    ended = subprocess.run([sys.executable, "-c", dying], stdout=subprocess.PIPE, check=False, timeout=120)

    assert ended.returncode == -signal.SIGKILL
    until(lambda: _is_gone(int(ended.stdout)), "the end of the process")


class House:
    """`now`: seconds of its clock."""

    def __init__(self, **more: Any) -> None:
        self.now = 1000.0
        self.companions = Companions(**{"seconds": lambda: self.now, "free_core": lambda: True, **more})
        self.companions.start()

    def begin(self, search: str = "a", owner: bytes = b"ana", left: int = 5_000) -> Companion | None:
        return self.companions.begin(
            search, owner, (b"q",), district=DISTRICT, question=asked("soup"), left=left
        )


@pytest.fixture
def house() -> Iterator[House]:
    house = House()
    yield house
    house.companions.stop()


def test_a_short_search_or_a_busy_machine_begins_none(house: House) -> None:
    assert house.begin(left=200) is None
    assert House(free_core=lambda: False).begin() is None
    asleep = House()
    asleep.companions.stop()
    assert asleep.begin() is None


def test_it_is_gone_with_its_search_its_session_its_lists_and_the_service(house: House) -> None:
    companions = house.companions

    def begun() -> tuple[Companion, int]:
        companion = house.begin()
        assert companion is not None
        assert companions.of("a", b"ana", (b"q",)) is companion
        return companion, companion.process.pid

    _, pid = begun()
    companions.leave(b"ben")
    assert not _is_gone(pid)
    assert house.begin("b", b"ben") is None  # one in the whole service
    companions.leave(b"ana")
    assert _is_gone(pid)

    companion, pid = begun()
    assert companions.of("b", b"ana", (b"q",)) is None
    assert companions.of("a", b"ben", (b"q",)) is None
    assert companions.of("a", b"ana", ()) is None  # who is taken from a queue searches on without it
    assert _is_gone(pid)
    with pytest.raises(Hung):
        companion.process.has_room()

    _, pid = begun()
    companions.stop()
    assert _is_gone(pid)


def test_it_is_gone_after_some_quiet_seconds(house: House) -> None:
    companion = house.begin()
    assert companion is not None

    house.now += 4

    until(lambda: _is_gone(companion.process.pid), "the end of the process")
    assert house.companions.process() is None


def test_after_three_failures_none_is_begun(house: House, caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(3):
        companion = house.begin()
        assert companion is not None
        house.companions.failed(companion)
        house.companions.failed(companion)
    assert house.begin() is None
    assert caplog.text.count("searches alone") == 3
    assert "soup" not in caplog.text


def _ask_for_ever(process: SkimProcess) -> None:
    while True:
        process.give(SEEDS, THREADS)
        process.answers()


def _is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()
