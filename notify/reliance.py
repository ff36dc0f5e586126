"""Whether whoever is on call can be relied on at an instant: reached, there, able to act, in each language."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from notify.absences import absences, by_person
from notify.contacts import Known, contacts
from notify.coverage import Span, Why
from notify.languages import spoken, wanted
from notify.ports import CanRely


@dataclass(frozen=True, slots=True)
class Reliance:
    """`known`: whom the district can reach at all. `lasting`: what is wrong with a person whenever it is.

    `wanted`: the languages of the team. Pure.
    """

    known: frozenset[bytes]
    lasting: Mapping[bytes, Why] = field(default_factory=dict)
    away: Mapping[bytes, Sequence[Span]] = field(default_factory=dict)
    speaks: Mapping[bytes, frozenset[str]] = field(default_factory=dict)
    wanted: frozenset[str] = frozenset()

    def trouble(self, person: bytes, at: datetime) -> Why | None:
        """Why this person counts for nobody at this instant."""
        if any(starts <= at < ends for starts, ends in self.away.get(person, ())):
            return Why.ABSENT
        return self.lasting.get(person) if person in self.known else Why.NO_PHONE

    def uncovered(self, persons: Iterable[bytes]) -> frozenset[str]:
        """The languages that none of these people answers in."""
        return self.wanted.difference(*(self.speaks.get(person, frozenset()) for person in persons))

    def changes(self, persons: Iterable[bytes]) -> frozenset[datetime]:
        """The instants at which the answer may change though nobody hands off."""
        return frozenset(edge for person in persons for span in self.away.get(person, ()) for edge in span)


def reliance(
    conn: Connection, *, district: bytes, team: bytes, start: datetime, end: datetime, can_act: CanRely
) -> Reliance:
    """Of everybody whom the district knows how to reach, for this team between two instants."""
    known = contacts(conn, district=district)
    said = spoken(conn, district=district)
    troubles = {person: _lasting(contact, team, can_act) for person, contact in known.items()}
    return Reliance(
        frozenset(known),
        {person: why for person, why in troubles.items() if why is not None},
        by_person(absences(conn, district=district, start=start, end=end)),
        {person: said.get(person) or frozenset({contact.lang}) for person, contact in known.items()},
        wanted(conn, district=district, team=team),
    )


def _lasting(contact: Known, team: bytes, can_act: CanRely) -> Why | None:
    if not (contact.phone and contact.verified):
        return Why.NO_PHONE
    if contact.opted_out:
        return Why.OPTED_OUT
    if not can_act.can_act(contact.person, team):
        return Why.CANNOT_OPEN
    return None if can_act.lately(contact.person) else Why.NOT_LATELY
