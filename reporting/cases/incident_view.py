"""Several threads that are one incident, and threads that may belong to it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from reporting.cases.staff_view import SeverityName
from reporting.model.thread import Channel, ThreadState

Why = Literal["person", "words"]
# What speaks for one author behind several reports; never shown to a student, and no reason to wait.
Sign = Literal["one_hour", "same_words"]
# sent: in the thread (again or now); answered_meanwhile, closed, deleted, not_stored: why it is not.
Outcome = Literal["sent", "answered_meanwhile", "closed", "deleted", "not_stored"]


@dataclass(frozen=True, slots=True)
class ThreadCard:
    """One of several threads, as a list shows it. `seen` as in `StaffThread`."""

    reference: str
    severity: SeverityName
    state: ThreadState
    channel: Channel
    place: str
    summary: str = field(repr=False)
    changed: datetime
    corroborated: bool = False
    seen: str = ""
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class AlikeCard:
    """A thread that may belong to this one, and why: it names the same person, or shares most of its words."""

    card: ThreadCard
    why: Why


@dataclass(frozen=True, slots=True)
class Reports:
    """How many messages name one person, this one among them. `number`: which of them, by age, this one is.

    `corroborated`: how many of them somebody has found true by another source.
    """

    number: int
    count: int
    corroborated: int
    signs: tuple[Sign, ...]
    began: datetime


@dataclass(frozen=True, slots=True)
class IncidentView:
    """`severity` is the highest of its threads. `name` was written by staff and is sealed like a note."""

    reference: str
    name: str = field(repr=False)
    severity: SeverityName
    threads: tuple[ThreadCard, ...]


@dataclass(frozen=True, slots=True)
class AlikeView:
    """All that one thread has to do with others, as far as this reader may know of them."""

    reference: str
    place: str
    severity: SeverityName
    incident: IncidentView | None
    alike: tuple[AlikeCard, ...]
    reports: Reports | None
    corroborated: bool


@dataclass(frozen=True, slots=True)
class ListedIncident:
    """`incident`: its id in hex, by which a list that goes on shows it once."""

    incident: str
    view: IncidentView


@dataclass(frozen=True, slots=True)
class IncidentsView:
    """A stretch of the list. `after`: where it goes on, empty at its end. `looked`: through how many of their `total`
    threads, as they were counted at the beginning.

    `how`: "walking" while there is more to look through, "full" where so many were found that a person asks for more.
    """

    incidents: tuple[ListedIncident, ...]
    after: str
    how: Literal["walking", "full", "done"]
    looked: int = 0
    total: int = 0
