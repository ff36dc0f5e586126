from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from reporting.guard.guarded_app import GuardedFlask
from reporting.guard.visitors import visitors
from reporting.web.parts import PublicParts
from reporting.web.site import create_public_app
from tests.integration.web.fake_doors import NOON, FakeDoors


class SteppingClock:
    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def doors() -> FakeDoors:
    return FakeDoors()


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def make_app(doors: FakeDoors, clock: SteppingClock) -> Callable[..., GuardedFlask]:
    def make(
        tips_per_hour: int = 60,
        returns_per_hour: int = 30,
        files_per_hour: int = 30,
        ready: dict[str, bool] | None = None,
    ) -> GuardedFlask:
        limits = visitors(
            limit_key=b"l" * 32,
            form_key=b"f" * 32,
            clock=clock,
            tips_per_hour=tips_per_hour,
            returns_per_hour=returns_per_hour,
            files_per_hour=files_per_hour,
        )
        parts = PublicParts(
            intake=doors,
            visits=doors,
            files=doors,
            going_on=doors,
            phones=doors,
            visitors=limits,
            clock=clock,
            ready=lambda: ready if ready is not None else {"store": True},
            monitored=lambda: doors.facts.monitored,
            hosts=frozenset({"localhost"}),
            directory=lambda: doors.directory,
        )
        return create_public_app(parts)

    return make


@pytest.fixture
def client(make_app: Callable[..., GuardedFlask]) -> FlaskClient:
    return make_app().test_client()
