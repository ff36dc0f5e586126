"""People, places and times as the staff pages show them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from reporting.cases.staff_view import Choice
from reporting.model.queue import QueueKind
from reporting.people.two_step import TwoStepSecret


@dataclass(frozen=True, slots=True)
class HouseFacts:
    """`trial`: a lost password cannot be recovered yet, so nobody should rely on this house.

    `line_name`: how the line calls itself in public; the district's name where it chose none.
    """

    name: str
    line_name: str
    zone: str
    opened: bool
    trial: bool


@dataclass(frozen=True, slots=True)
class QueueCard:
    """A queue and who holds its key. `mine`: the reader of this page holds one. `open`: it takes messages."""

    value: str
    name: str
    kind: QueueKind
    school: str | None
    team: str | None
    holders: tuple[str, ...]
    leads: tuple[str, ...]
    mine: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Person:
    value: str
    name: str
    title: str
    state: Literal["invited", "active", "gone"]
    registrar: bool
    totp: bool
    phone_verified: bool
    queues: tuple[Choice, ...]
    covers: tuple[tuple[str, datetime], ...] = ()  # names of queues at which they stand in, and until when


@dataclass(frozen=True, slots=True)
class PeopleView:
    """`may_invite` and `may_remove` are the registrar's; the choices feed the invitation form."""

    people: tuple[Person, ...]
    queues: tuple[QueueCard, ...]
    schools: tuple[Choice, ...]
    may_invite: bool
    may_remove: bool
    waiting: int


@dataclass(frozen=True, slots=True)
class InviteForm:
    name: str
    email: str
    title: str
    school: str | None
    queues: tuple[str, ...]
    lead: bool
    registrar: bool = False
    lang: str = "en"
    cover: str = ""  # a queue at which the person stands in, without its key
    until: str = ""  # the last day of it, as a form sends it

    def __repr__(self) -> str:
        return "InviteForm(<person>)"


@dataclass(frozen=True, slots=True)
class Invited:
    """Shown once: whoever opens the link first becomes this person."""

    name: str
    link: str
    expires: datetime

    def __repr__(self) -> str:
        return "Invited(<link>)"


@dataclass(frozen=True, slots=True)
class Made:
    """A new district: the administrator's second step and everybody's link, shown once."""

    two_step: TwoStepSecret | None
    invited: tuple[Invited, ...]

    def __repr__(self) -> str:
        return "Made(<links>)"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Someone between the invitation and the key. `may` says that the reader can take the next step.

    `words` are those of their keys, compared before anybody confirms; `until`: the last day of a substitute.
    """

    value: str
    name: str
    title: str
    email: str
    stage: Literal["invited", "admit", "confirm"]
    queue: str | None
    may: bool
    since: datetime
    words: tuple[str, ...] = ()
    until: datetime | None = None

    def __repr__(self) -> str:
        return f"Waiting({self.stage!r})"


@dataclass(frozen=True, slots=True)
class SchoolCard:
    """`places`: how many names of places the school told; `hours_told`: whether its hours are known."""

    value: str
    name: str
    active: bool
    queues: tuple[str, ...]
    shares_district_queue: bool
    places: int
    hours_told: bool


@dataclass(frozen=True, slots=True)
class TeamCard:
    value: str
    name: str
    members: tuple[str, ...]
    queues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    schools: tuple[SchoolCard, ...]
    teams: tuple[TeamCard, ...]
    queues: tuple[QueueCard, ...]
    hotline: str | None
    texting_later: bool = False


@dataclass(frozen=True, slots=True)
class AlarmRow:
    """`kind` is a code that pages translate; `about` is a queue's or person's name, or a reference. No content.

    `hole`: of a gap in the on-call list, when it is and why.
    """

    kind: str
    about: str | None
    reference: str | None
    raised: datetime
    cleared: datetime | None
    hole: "HoleRow | None" = None


@dataclass(frozen=True, slots=True)
class HoleRow:
    """A time on which nobody can rely, without names. `ends` is None where no end is in sight; `why`: codes."""

    team: str
    team_name: str
    starts: datetime
    ends: datetime | None
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AuditRow:
    at: datetime
    actor: str | None
    act: str
    about: str | None
    queue: str | None


@dataclass(frozen=True, slots=True)
class AuditPage:
    rows: tuple[AuditRow, ...]
    cursor: str | None
    intact: bool


@dataclass(frozen=True, slots=True)
class OnCallPerson:
    """`reachable`: a verified phone that takes our texts. `holds_key`: can open what the page is about.

    `why`: a code, where nobody can rely on this person at that time.
    """

    name: str
    reachable: bool
    holds_key: bool
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Stretch:
    """From `starts` until just before `ends`. With `gap`, nobody who is named can be relied on.

    `language`: one can, but nobody answers in `lacking`. `declared`: and the district said that it knows.
    """

    starts: datetime
    ends: datetime
    people: tuple[OnCallPerson, ...]
    gap: Literal["uncovered", "unreachable", "language", "declared"] | None
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamOnCall:
    """`week` covers the seven days that are shown without holes: an uncovered time is a stretch with a gap."""

    name: str
    now: Stretch | None
    following: Stretch | None
    week: tuple[Stretch, ...]
    asked: Stretch | None = None
    value: str = ""


@dataclass(frozen=True, slots=True)
class OnCallView:
    zone: str
    now: datetime
    first: date
    teams: tuple[TeamOnCall, ...]


@dataclass(frozen=True, slots=True)
class AccountView:
    """`phone_landline`: it takes no texts. `code_waits`: one is on its way to the phone, and counts for ten minutes."""

    name: str
    title: str
    email: str
    lang: str
    totp: bool
    phone: str | None
    phone_verified: bool
    phone_landline: bool
    code_waits: bool
    queues: tuple[str, ...]
    languages: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return "AccountView(<person>)"


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who is not in yet: the link is unused, it ran out, or a registrar has to let them in."""

    value: str
    name: str
    title: str
    stage: Literal["join", "expired", "admit"]


@dataclass(frozen=True, slots=True)
class ShortQueue:
    """A queue with fewer than two people. `shareable`: the value of its school, which may use the district's queue."""

    name: str
    members: int
    shareable: str | None


@dataclass(frozen=True, slots=True)
class QueueSeats:
    """Who would hold a queue's key if it were made now, by name."""

    name: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GettingReady:
    """What stands between a new district and its first message.

    `may`: this person holds the root, and so can make the keys and open. `registrars`: names; two are needed.
    `could_be_registrar`: active people who are none yet. `silent_teams`: nobody to rely on is on call there now.
    `seats`: for registrars, until the keys are made. `holes`: hours of the coming week that nobody covers or declared;
    they stand in the way while the public page does not say "not monitored now" (`watched`).
    """

    may: bool
    born: bool
    opened: bool
    missing: tuple[Missing, ...]
    short: tuple[ShortQueue, ...]
    registrars: tuple[str, ...]
    could_be_registrar: tuple[Choice, ...]
    silent_teams: tuple[str, ...]
    seats: tuple[QueueSeats, ...] = ()
    holes: tuple[HoleRow, ...] = ()
    watched: bool = False
    zone: str = "UTC"

    @property
    def can_make_keys(self) -> bool:
        """Queues that may be shared do not stand in the way: their schools can be ticked."""
        return self.may and not self.born and all(queue.shareable for queue in self.short)

    @property
    def can_open(self) -> bool:
        ready = self.born and not self.short and len(self.registrars) > 1
        return self.may and ready and not self.opened and not (self.holes and self.watched)
