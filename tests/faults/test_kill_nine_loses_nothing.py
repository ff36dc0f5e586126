"""`kill -9` of the whole service at random moments under load, on both databases.

No message that a student was told is kept is lost, none is stored twice or by half, every urgent one has its page,
and a kill rings a phone at most once too often. The seed of a failing run is printed.
"""

import random
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.faults.bearing import Nursery
from tests.faults.crowd import Crowd, Kept
from tests.faults.founding import found
from tests.faults.ledger import Stored, sqlite_address, stored
from tests.faults.lives import Lives
from tests.journeys.patience import until
from tests.journeys.visitor import Visitor

SPEED = 60
LONGEST_LIFE_S = 0.9


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | None:
    """None: the embedded database in the home."""
    if request.param == "sqlite":
        return None
    new: Callable[[], str] = request.getfixturevalue("new_postgres_url")
    return new()


@pytest.fixture
def schools(tmp_path: Path, address: str | None) -> tuple[str, ...]:
    return found(tmp_path / "home", address, SPEED).schools


@pytest.fixture
def lives(nursery: Nursery, tmp_path: Path, address: str | None, schools: tuple[str, ...]) -> Iterator[Lives]:
    lives = Lives(nursery, tmp_path / "home", tmp_path, address)
    yield lives
    lives.end()


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(6, marks=pytest.mark.timeout(300)),
        pytest.param(200, marks=[pytest.mark.nightly, pytest.mark.timeout(3600)]),
    ],
)
def test_no_kept_message_is_lost_and_no_urgent_one_is_without_a_page(
    lives: Lives, schools: tuple[str, ...], address: str | None, tmp_path: Path, kills: int
) -> None:
    seed = secrets.randbits(32)
    print(f"seed {seed}")
    dice = random.Random(seed)  # noqa: S311 -- a run that can be repeated
    crowd = Crowd(lives, schools, seed)
    lives.begin()
    crowd.gather()
    for _ in range(kills):
        told = crowd.told
        until(lambda told=told: crowd.told > told, "a message that is kept", 60)  # type: ignore[misc]  # bound at once
        time.sleep(dice.uniform(0, LONGEST_LIFE_S))
        lives.kill()
        lives.begin()
    crowd.disperse()
    assert _lost(lives, crowd.web) == []
    lives.kill()

    threads = stored(address or sqlite_address(tmp_path / "home"))
    assert {one.reference: one.half for one in threads if one.half} == {}
    _each_is_there_once(crowd, threads)
    rung = Counter(one.callback for one in lives.simulator.account.records.all() if one.callback)
    print(
        f"{kills} kills, {len(crowd.web)} by web ({sum(one.words is None for one in crowd.web)} heard later), "
        f"{len(crowd.texts)} by text ({crowd.unheard} unheard), {len(rung)} rung, "
        f"{sum(times - 1 for times in rung.values())} rung twice"
    )
    assert rung, "nobody was called at all"
    assert sum(times - 1 for times in rung.values()) <= kills
    assert not [line for line in lives.log().splitlines() if "mark" in line or "backpack" in line]


def _each_is_there_once(crowd: Crowd, threads: list[Stored]) -> None:
    web = [one for one in threads if one.channel == "web"]
    texts = [one for one in threads if one.channel == "sms"]
    assert len(web) == len(crowd.web), "each form is one thread, however often it was sent"
    assert len(crowd.texts) <= len(texts) <= len(crowd.texts) + crowd.unheard
    for channel, kept in ((web, crowd.web), (texts, crowd.texts)):
        urgent = sum(one.severity == "urgent" for one in channel)
        assert urgent >= sum(one.urgent for one in kept)


def _lost(lives: Lives, kept: list[Kept]) -> list[str]:
    """What the six words do not open, or open with other words in it."""
    with ThreadPoolExecutor(4) as pool:
        return [one.body for one, opens in zip(kept, pool.map(_opens(lives), kept), strict=True) if not opens]


def _opens(lives: Lives) -> Callable[[Kept], bool]:
    """Whether the six words open the thread with the student's own text in it."""

    def opens(kept: Kept) -> bool:
        if kept.words is None:
            return True
        visitor = Visitor(lives.public).post("/return", {"receipt": kept.words})
        return [
            text for author, text in visitor.messages() if author == "reporter" and kept.body in text
        ] != []

    return opens
