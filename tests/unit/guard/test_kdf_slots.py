import threading
from contextlib import ExitStack

import pytest

from reporting.guard.kdf_slots import KdfSlots, TooManyWaiting

PATIENCE_S = 20


class Line:
    """Threads that stand in line and write down when they were served."""

    def __init__(self, slots: KdfSlots) -> None:
        self.slots = slots
        self.served: list[bytes] = []
        self.threads: list[threading.Thread] = []

    def join(self, key: bytes) -> None:
        before = self.slots.waiting(key)
        thread = threading.Thread(target=self._wait, args=(key,))
        thread.start()
        self.threads.append(thread)
        while self.slots.waiting(key) == before:
            threading.Event().wait(0.001)

    def _wait(self, key: bytes) -> None:
        with self.slots.turn(key):
            self.served.append(key)

    def finish(self) -> list[bytes]:
        for thread in self.threads:
            thread.join(PATIENCE_S)
            assert not thread.is_alive()
        return self.served


def test_an_honest_visitor_waits_behind_one_of_each_attacker_not_behind_all() -> None:
    slots = KdfSlots()
    line = Line(slots)
    with slots.turn(b"busy"):
        for _ in range(10):
            for attacker in (b"a", b"b", b"c"):
                line.join(attacker)
        line.join(b"honest")
    served = line.finish()
    assert served.index(b"honest") == 3
    assert len(served) == 31


def test_a_sender_with_twenty_in_line_is_asked_to_wait_outside() -> None:
    slots = KdfSlots()
    line = Line(slots)
    with slots.turn(b"busy"):
        for _ in range(20):
            line.join(b"a")
        with pytest.raises(TooManyWaiting), slots.turn(b"a"):
            pass
        line.join(b"b")
    assert len(line.finish()) == 21


def test_never_more_at_once_than_there_are_slots() -> None:
    slots = KdfSlots(slots=2)
    now, most, lock = [0], [0], threading.Lock()

    def derive(number: int) -> None:
        with slots.turn(bytes([number % 5])):
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            threading.Event().wait(0.002)
            with lock:
                now[0] -= 1

    threads = [threading.Thread(target=derive, args=(number,)) for number in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert most[0] == 2


def test_an_error_in_a_turn_gives_the_slot_back() -> None:
    slots = KdfSlots()
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), slots.turn(b"a"):
            raise ZeroDivisionError
    with ExitStack() as stack:
        stack.enter_context(slots.turn(b"b"))
