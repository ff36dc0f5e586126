"""On-call time as the pages of rotas and shifts show it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from reporting.cases.staff_view import Choice
from reporting.staff.people_view import Stretch


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who could be on call. `reachable` and `holds_key` as on the on-call page."""

    value: str
    name: str
    reachable: bool
    holds_key: bool


@dataclass(frozen=True, slots=True)
class WeekOf:
    """Stretches without holes through seven days from `first` on; what is over and was not covered is left out."""

    first: date
    stretches: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class LayerCard:
    """`people`: names in their order. `school`: whose hours, where `hours` is not "always".

    `fixed`: the same turns each week; `read`: from somebody's calendar, and changed there.
    """

    value: str
    position: int
    people: tuple[str, ...]
    hours: str
    school: str | None
    handoff: str
    days: int
    starts_on: date | None
    ends_on: date | None
    fixed: bool
    read: bool = False


@dataclass(frozen=True, slots=True)
class OverrideCard:
    value: str
    person: str
    instead_of: str | None
    position: int | None
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class DeclaredCard:
    """Nobody is on call, and the district knows it. `cause`: a code."""

    value: str
    starts: datetime
    ends: datetime
    cause: str


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """Somebody is away; nobody asks why. `may`: the reader may take it back."""

    value: str
    person: str
    person_name: str
    starts: datetime
    ends: datetime
    may: bool
    deputy: str | None = None


@dataclass(frozen=True, slots=True)
class OfferCard:
    """`mine`: the reader offered it. `may_take`: a page would reach the reader, who could act on it."""

    value: str
    team: str
    team_name: str
    position: int
    starts: datetime
    ends: datetime
    person: str
    taker: str | None
    mine: bool
    taken_by_me: bool
    may_take: bool


@dataclass(frozen=True, slots=True)
class TeamRota:
    """`gaps` of the shown weeks. `may`: the reader changes it. `region` and `last_resort` as the form sends them.

    `may_tell`: the reader says who is away. `languages`: those in which somebody on call has to answer.
    """

    value: str
    name: str
    zone: str
    now: datetime
    today: date
    weeks: tuple[WeekOf, ...]
    gaps: tuple[Stretch, ...]
    layers: tuple[LayerCard, ...]
    overrides: tuple[OverrideCard, ...]
    offers: tuple[OfferCard, ...]
    people: tuple[PersonChoice, ...]
    region: str
    last_resort: str
    last_resort_name: str
    may: bool
    declared: tuple[DeclaredCard, ...] = ()
    absences: tuple[AbsenceCard, ...] = ()
    may_tell: bool = False
    languages: tuple[str, ...] = ()
    offered_languages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LayerForm:
    """As typed. `members`: values of people in their order, empty ones left out. `hours`: always, open, closed, days_off."""

    members: tuple[str, ...] = ()
    turn: str = "7"
    handoff: str = "16:00"
    starts_on: str = ""
    ends_on: str = ""
    position: str = "0"
    hours: str = "always"
    school: str = ""


@dataclass(frozen=True, slots=True)
class WeeklyTurn:
    """As typed. Weekdays are "0" (Monday) to "6"; clock times of the district. `person`: empty drops the turn."""

    person: str = ""
    from_day: str = "0"
    from_clock: str = ""
    to_day: str = "0"
    to_clock: str = ""


@dataclass(frozen=True, slots=True)
class WeeklyForm:
    """The same turns each week, as typed."""

    turns: tuple[WeeklyTurn, ...] = ()
    position: str = "0"


@dataclass(frozen=True, slots=True)
class OverrideForm:
    """As typed: days and clock times of the district. `instead_of`: a person, or empty for `position`."""

    person: str = ""
    instead_of: str = ""
    position: str = "0"
    from_day: str = ""
    from_clock: str = ""
    to_day: str = ""
    to_clock: str = ""


@dataclass(frozen=True, slots=True)
class GapForm:
    """As typed: days and clock times of the district. `cause`: one of the codes offered."""

    cause: str = ""
    from_day: str = ""
    from_clock: str = ""
    to_day: str = ""
    to_clock: str = ""


@dataclass(frozen=True, slots=True)
class AbsenceForm:
    """As typed: the first and the last day, both included. `person`: empty for oneself."""

    person: str = ""
    first: str = ""
    last: str = ""
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class SourceCard:
    """A calendar that is read. `from_file`: it was uploaded, and is not read again. `trouble`: a code, or empty."""

    value: str
    purpose: str
    from_file: bool
    good_at: datetime
    trouble: str
    unmatched: int


@dataclass(frozen=True, slots=True)
class CalendarForm:
    """As typed. `text`: the calendar itself, uploaded or pasted; else it is read from `address`."""

    purpose: str = "turns"
    address: str = ""
    text: str = ""
    position: str = "0"

    def __repr__(self) -> str:
        return "CalendarForm(<address>)"


@dataclass(frozen=True, slots=True)
class CalendarLook:
    """What a calendar would do: names of nobody, how many turns or days were found, and for turns the two weeks."""

    found: int
    unmatched: tuple[str, ...]
    preview: "Preview | None"


@dataclass(frozen=True, slots=True)
class GapChoices:
    """What the form of a declared gap offers. `causes`: codes."""

    value: str
    name: str
    zone: str
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferForm:
    """A shift as its page gave it (`starts` and `ends` in seconds since 1970), or as typed, a part of it."""

    team: str
    position: str
    starts: str
    ends: str
    from_day: str = ""
    from_clock: str = ""
    to_day: str = ""
    to_clock: str = ""


@dataclass(frozen=True, slots=True)
class RotaChoices:
    """What the forms of a team offer."""

    value: str
    name: str
    zone: str
    today: date
    people: tuple[PersonChoice, ...]
    schools: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """The coming two weeks as they would be."""

    weeks: tuple[WeekOf, ...]
    gaps: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class MyShift:
    """`goes_on`: it ends only because nobody looked further. `offered`: the value of its open offer."""

    team: str
    team_name: str
    position: int
    starts: datetime
    ends: datetime
    goes_on: bool
    offered: str | None
    state: Literal["now", "next"]


@dataclass(frozen=True, slots=True)
class HeldNow:
    """What somebody else holds at this moment, and the reader could take over."""

    team: str
    team_name: str
    position: int
    person: str
    ends: datetime
    goes_on: bool


@dataclass(frozen=True, slots=True)
class MyShifts:
    """`open`: offers of others that can be taken, `settled`: those that were. `calendar`: an address exists."""

    zone: str
    now: datetime
    shifts: tuple[MyShift, ...]
    open: tuple[OfferCard, ...]
    mine: tuple[OfferCard, ...]
    settled: tuple[OfferCard, ...]
    calendar: bool
    others: tuple[HeldNow, ...] = ()
    away: tuple[AbsenceCard, ...] = ()
    deputies: tuple[Choice, ...] = ()  # colleagues who could look after one's threads
