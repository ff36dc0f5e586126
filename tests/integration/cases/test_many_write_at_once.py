"""In the minute in which a whole school writes, a second process reads the messages; whoever is in danger is called as ever."""

import os
import signal
import threading
from contextlib import suppress
from typing import Any

from reporting.beside.second_reader import CROWD
from tests.journeys.patience import until
from triage.assess import read_alone
from triage.context import Context
from triage.decision import Severity

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
PHONE = "+12025550123"


def crowd_of(ground: Any) -> None:
    """So many texts that each come while another is being read."""
    inside, leave = threading.Event(), threading.Event()

    def slow(*parts: Any) -> Any:
        inside.set()
        leave.wait(60)
        return read_alone(*parts)

    slowest = threading.Thread(
        target=lambda: ground.second.assess("hello", ground.rules.active, Context(), read=slow)
    )
    slowest.start()
    inside.wait(60)
    for _ in range(CROWD):
        ground.judge("hello", Context())
    leave.set()
    slowest.join()


def rung(house: Any) -> int:
    house.work()
    return sum("ACK" in body for _, body in house.carrier.texts)


def test_who_is_in_danger_is_called_whoever_reads_and_whoever_dies(founded_house: Any) -> None:
    house = founded_house
    ground = house.house.ground
    ground.second.start()
    crowd_of(ground)
    child = until(ground.second.process, "a second process")
    read_here = repr(ground.readings)

    house.tip(GUN, sender=b"student1")

    assert repr(ground.readings) == read_here  # the second process read it
    assert [one.severity for one in house.threads()] == [Severity.URGENT]
    assert rung(house) == 1

    os.kill(child, signal.SIGKILL)
    house.text(PHONE, GUN)

    assert [one.severity for one in house.threads()] == [Severity.URGENT] * 2
    with suppress(ProcessLookupError):
        os.kill(child, 0)
    assert ground.second.process() is None
    assert rung(house) >= 1
