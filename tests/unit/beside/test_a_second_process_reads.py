"""When many write at once a second process reads: it decides the same, holds nothing, and nobody waits for it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from reporting.beside.pipe import Hung, receive, send
from reporting.beside.second_reader import SecondReader
from reporting.beside.triage_process import TriageProcess
from reporting.beside.wire import Asked
from tests.journeys.patience import until
from tests.shipped_rules import shipped_rulebook
from triage.assess import assess, read_alone
from triage.context import Context
from triage.corpus import read_corpus
from triage.judging import Finding
from triage.lexicon import Met
from triage.load import pack_texts
from triage.rulebook import Rulebook

BOOK = shipped_rulebook()
GUN = "my friend has a gun in his backpack and says tomorrow is the day"
ALONE = Context()
OTHER_RULES = {name: text + "\n# other rules\n" for name, text in pack_texts().items()}


@pytest.fixture(scope="module")
def process() -> Iterator[TriageProcess]:
    process = TriageProcess(pack_texts())
    yield process
    process.end()


def test_it_decides_each_text_as_this_one_does(process: TriageProcess) -> None:
    lines = [line.text for line in read_corpus()][::25]
    contexts = [
        ALONE,
        Context("sms", None, "es", prior=(GUN, "he was joking"), earlier_unavailable=True, school_hours=True),
        Context(places=("the pit", "D hall"), prior=("they meet in the pit",), school_hours=False),
    ]

    for at, text in enumerate([*lines, "", "\ud83d", "a" * 25_000, "\x00 gun \U0001f52b"]):
        context = contexts[at % len(contexts)]
        assert process.ask(Asked(text, context)) == assess(text, BOOK, context), at


def test_it_can_open_nothing_and_was_given_nothing(process: TriageProcess) -> None:
    about = Path(f"/proc/{process.pid}")

    assert "Seccomp:\t2" in (about / "status").read_text()
    assert (about / "environ").read_bytes() == b""
    assert {one.name for one in (about / "fd").iterdir()} == {"0", "1", "2"}


def test_it_does_not_outlive_the_service_that_is_killed() -> None:
    dying = "import os; from reporting.beside.triage_process import TriageProcess as T; from triage.load import pack_texts"
    killed = f"{dying}; print(T(pack_texts()).pid, flush=True); os.kill(os.getpid(), 9)"
    ended = subprocess.run([sys.executable, "-c", killed], stdout=subprocess.PIPE, check=False, timeout=120)

    assert ended.returncode == -signal.SIGKILL
    until(lambda: _is_gone(int(ended.stdout)), "the end of the process")


@contextmanager
def crowded(reader: SecondReader) -> Iterator[None]:
    """Somebody is being read all the while."""
    inside, leave = threading.Event(), threading.Event()

    def slow(text: str, book: Rulebook, places: tuple[str, ...], met: Met) -> Finding:
        inside.set()
        leave.wait(60)
        return read_alone(text, book, places, met)

    thread = threading.Thread(target=lambda: reader.assess("hello", BOOK, ALONE, read=slow))
    thread.start()
    inside.wait(60)
    try:
        yield
    finally:
        leave.set()
        thread.join()


@contextmanager
def begun(texts: Callable[[], dict[str, str]] = pack_texts, **how: float) -> Iterator[SecondReader]:
    reader = SecondReader(texts, crowd=1, **how)  # type: ignore[arg-type]  # seconds only
    reader.start()
    try:
        yield reader
    finally:
        reader.stop()


def elsewhere(reader: SecondReader) -> bool:
    """Whether the next text is read by the second process."""
    here: list[str] = []

    def read(text: str, book: Rulebook, places: tuple[str, ...], met: Met) -> Finding:
        here.append(text)
        return read_alone(text, book, places, met)

    assert reader.assess(GUN, BOOK, ALONE, read=read) == assess(GUN, BOOK)
    return not here


def test_one_after_the_other_is_read_here() -> None:
    with begun() as reader:
        for _ in range(50):
            assert not elsewhere(reader)

        assert reader.process() is None


def test_nobody_starts_a_process_that_was_not_asked_for() -> None:
    reader = SecondReader(pack_texts, crowd=1)

    with crowded(reader):
        assert not elsewhere(reader)

    assert reader.process() is None


def test_a_crowd_begins_it_and_a_killed_one_costs_nobody_an_answer() -> None:
    with begun() as reader:
        with crowded(reader):
            assert not elsewhere(reader)  # nobody waits for it to be ready
        until(lambda: reader.process() is not None, "a second process")
        assert elsewhere(reader)
        first = reader.process()
        assert first is not None

        os.kill(first, signal.SIGKILL)
        until(lambda: not elsewhere(reader), "a text read here")  # and each of them got the same decision

        until(lambda: _is_gone(first), "the end of the process")


def test_it_ends_when_it_was_quiet() -> None:
    now = [1000.0]
    with begun(quiet_s=300, seconds=lambda: now[0]) as reader:  # type: ignore[arg-type]  # a clock
        with crowded(reader):
            elsewhere(reader)
        until(lambda: reader.process() is not None, "a second process")
        child = reader.process()
        assert child is not None

        now[0] += 301
        until(lambda: reader.process() is None, "its end")

        until(lambda: _is_gone(child), "the end of the process")


def test_rules_that_staff_changed_are_never_judged_by_the_old_ones() -> None:
    with begun(lambda: OTHER_RULES) as reader:
        with crowded(reader):
            elsewhere(reader)
        until(lambda: reader.process() is not None, "a second process")

        assert not elsewhere(reader)  # which compares the decision with the rule book that was asked for
        assert reader.process() is None


def test_where_none_can_begin_everything_is_read_here(caplog: pytest.LogCaptureFixture) -> None:
    with begun(lambda: {"broken.yaml": "no rules"}) as reader:
        for _ in range(5):
            with crowded(reader):
                assert not elsewhere(reader)
            until(lambda: not _keepers(), "the end of a try")

    assert caplog.text.count("could not begin") == 3  # it is not tried for ever


def test_what_nobody_says_here_is_an_end_and_no_decision() -> None:
    out, there = os.pipe()
    try:
        os.write(there, (2).to_bytes(4, "big") + b"no")
        with pytest.raises(Hung):
            receive(out)
        os.write(there, (1 << 30).to_bytes(4, "big"))
        with pytest.raises(Hung):
            receive(out)
        with pytest.raises(Hung):
            receive(out, patience_s=0.01)
        os.close(out)
        with pytest.raises(Hung):
            send(there, {"text": "x"})
    finally:
        os.close(there)
        with suppress(OSError):
            os.close(out)


def _keepers() -> list[str]:
    return [one.name for one in threading.enumerate() if one.name == "second-reader"]


def _is_gone(pid: int) -> bool:
    return not Path(f"/proc/{pid}").exists()
