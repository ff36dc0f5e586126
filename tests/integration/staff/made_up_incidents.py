"""A made-up incident of two threads, and a third that may belong to it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from reporting.cases.incident_view import (
    AlikeCard,
    AlikeView,
    IncidentsView,
    IncidentView,
    ListedIncident,
    Reports,
    ThreadCard,
)
from reporting.cases.refusals import EmptyText, KeptApart, NoSuchThread
from reporting.model.thread import Channel, ThreadState
from reporting.people.staff_session import StaffSession

NOON = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)
FIRST, SECOND, THIRD = "7KQ2BC", "AAAA22", "BBBB33"


def card(reference: str, **more: Any) -> ThreadCard:
    return replace(
        ThreadCard(
            reference,
            "soon",
            ThreadState.OPEN,
            Channel.WEB,
            "Northside High",
            f"Marcus has <b>pills</b>, says {reference}",
            NOON,
            seen=f"3.{reference}",
        ),
        **more,
    )


class MadeUpIncidents:
    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.acts: list[tuple[Any, ...]] = []
        self.outcomes: dict[str, Any] = {}
        self.incident = IncidentView(
            FIRST,
            "Pills at the gym",
            "urgent",
            (card(FIRST), card(SECOND, severity="urgent", channel=Channel.SMS)),
        )
        self.shown = AlikeView(
            FIRST,
            "Northside High",
            "soon",
            self.incident,
            (AlikeCard(card(THIRD), "person"),),
            Reports(4, 4, 0, ("one_hour", "same_words"), NOON),
            corroborated=False,
        )
        self.stretches: dict[str, IncidentsView] = {
            "": IncidentsView((ListedIncident("1a" * 16, self.incident),), "", "done")
        }

    def view(self, session: StaffSession, reference: str) -> AlikeView:
        return replace(self.shown, reference=reference)

    def look(
        self,
        session: StaffSession,
        *,
        after: str | None = None,
        shown: Collection[str] = (),
        seconds: float = 0.05,
    ) -> IncidentsView:
        if after and after not in self.stretches:
            raise NoSuchThread
        stretch = self.stretches[after or ""]
        return replace(
            stretch, incidents=tuple(one for one in stretch.incidents if one.incident not in shown)
        )

    def merge(
        self, session: StaffSession, reference: str, submission: bytes, others: Sequence[str], name: str
    ) -> None:
        if not others:
            raise EmptyText
        if "KEPT22" in others:
            raise KeptApart
        self.acts.append(("merge", reference, tuple(others), name))

    def take_out(self, session: StaffSession, reference: str, submission: bytes) -> None:
        self.acts.append(("take_out", reference))

    def corroborate(
        self, session: StaffSession, reference: str, submission: bytes, how: str, *, everywhere: bool
    ) -> None:
        if not how.strip():
            raise EmptyText
        self.acts.append(("corroborate", reference, how, everywhere))

    def reply(
        self, session: StaffSession, reference: str, submission: bytes, body: str, seen: Mapping[str, str]
    ) -> Mapping[str, Any]:
        if not body.strip():
            raise EmptyText
        self.acts.append(("reply", submission.hex(), body, dict(seen)))
        return {one: self.outcomes.get(one, "sent") for one in seen}
