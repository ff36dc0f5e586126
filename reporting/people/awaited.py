"""Who is between the invitation and the house: read-only, for the pages that say what is still missing."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from reporting.model.clock import moment_of
from reporting.model.ids import MemberId
from reporting.people.ground import Ground
from reporting.people.wishes import Wishes
from reporting.store import invites
from reporting.store.invites import Invite
from reporting.vault.invites import LIFETIME


@dataclass(frozen=True, slots=True)
class Awaited:
    """`stage`: the link is on its way, it ran out, or it was used and a registrar has to let the person in."""

    invite: bytes
    member: MemberId
    name: str
    title: str
    stage: Literal["sent", "expired", "joined"]
    invited: datetime
    wishes: Wishes

    def __repr__(self) -> str:
        return f"Awaited({self.stage!r})"


class AwaitedPeople:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def all(self) -> tuple[Awaited, ...]:
        """By name. For registrars' pages; others are shown none of it."""
        with self._ground.database.read() as conn:
            rows = invites.in_states(conn, self._ground.district, "sent", "joined")
        return tuple(self._awaited(row) for row in rows)

    def _awaited(self, row: Invite) -> Awaited:
        expires = moment_of(row.expires_minute)
        stage: Literal["sent", "expired", "joined"] = "joined" if row.state == "joined" else "sent"
        if stage == "sent" and row.expires_minute <= self._ground.minute():
            stage = "expired"
        return Awaited(
            row.id, row.member, row.name, row.title, stage, expires - LIFETIME, Wishes.read(row.queues)
        )
