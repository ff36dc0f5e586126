"""A small district of queues, by hand: pure decisions need no house."""

from typing import Any

import pytest

from reporting.cases.placing import QueueFacts
from reporting.model.ids import MemberId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind


class District:
    """Members and queues by letters, as a table names them."""

    north, south = SchoolId(b"north".ljust(16)), SchoolId(b"south".ljust(16))

    def member(self, name: str) -> MemberId:
        return MemberId(name.encode().ljust(16))

    def members(self, names: str) -> frozenset[MemberId]:
        return frozenset(self.member(name) for name in names.split())

    def queue(
        self, kind: QueueKind, names: str, school: SchoolId | None = None, *, team: str = ""
    ) -> QueueFacts:
        name = f"{kind.value[:5]} {(school or b'all').decode()[:5]}"
        return QueueFacts(
            QueueId(name.encode().ljust(16)[:16]),
            kind,
            school,
            TeamId(team.encode().ljust(16)) if team else None,
            self.members(names),
        )

    def queues(self) -> tuple[QueueFacts, ...]:
        return (
            self.queue(QueueKind.COUNSELOR, "ana ben", self.north),
            self.queue(QueueKind.CRISIS, "ana ben", self.north, team="north team"),
            self.queue(QueueKind.DISTRICT, "ana erin", team="all team"),
            self.queue(QueueKind.CRISIS, "ben carla", team="all team"),
            self.queue(QueueKind.DESIGNEE, "erin dana", team="all team"),
        )


@pytest.fixture(scope="session")
def district() -> Any:
    return District()
