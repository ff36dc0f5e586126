"""Fills the queues that a set-up form leaves without two readers, and lets whoever is on call read. Pure.

What the form says comes first. A queue with one reader could have no key, and a person who is rung and can read
nothing is no help. A seat opens nothing yet: the page "Getting ready" shows who would hold which key before any is made.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from reporting.model.queue import QueueKind
from reporting.people.founding import Founding, PersonForm, TeamForm, Wish
from reporting.people.queue_plan import MEMBERS_AT_BIRTH

Seat = tuple[QueueKind, int | None]  # a queue, by kind and school
DISTRICT_SEATS: tuple[Seat, ...] = (
    (QueueKind.DISTRICT, None),
    (QueueKind.CRISIS, None),
    (QueueKind.DESIGNEE, None),
)
DISTRICT_TEAM = "District on call"
# Posts that keep the house running: asked last.
_KEEPS_THE_HOUSE = re.compile(
    r"\b(it|technology|technician|network|secretary|clerk|receptionist|tecnologia|informatica|secretari[ao])\b"
)
# Posts that the district's own business belongs to: asked first.
_DISTRICTS = re.compile(
    r"\b(title ix|superintendent|human resources|compliance|designee|director|directora|student services|"
    r"superintendente|recursos humanos)\b"
)


def completed(form: Founding) -> Founding:
    """The same form, with seats for whoever is on call, two readers in reserve, a district's team and a last resort."""
    teams = form.teams
    if teams and all(team.school is not None for team in teams):
        teams = (*teams, TeamForm(DISTRICT_TEAM))  # nobody is on call there until a rota says so
    seats = _Seats(form)
    for rota in form.rotas:
        for turn in rota.turns:
            seats.take(turn.person, *_rung_for(form, rota.team))
    pair = _district_pair(form.everyone)
    for seat in DISTRICT_SEATS:
        seats.fill(seat, pair)
    for school in range(len(form.schools)):
        own = [place for place, person in enumerate(form.everyone) if person.school == school]
        seats.fill((QueueKind.CRISIS, school), sorted(own, key=lambda one: _late(form.everyone[one])))
        seats.fill((QueueKind.CRISIS, school), reversed(pair))
    administrator, *people = seats.people()
    return replace(
        form,
        administrator=administrator,
        people=tuple(people),
        teams=teams,
        last_resort=next((place for place, person in enumerate(form.everyone) if person.phone), 0),
    )


@dataclass(slots=True)
class _Seats:
    """What each person will ask to read, by their place in the form."""

    form: Founding
    added: dict[int, list[Seat]] = field(default_factory=dict)

    def take(self, person: int, *seats: Seat) -> None:
        for seat in seats:
            if person not in self.holders(seat):
                self.added.setdefault(person, []).append(seat)

    def fill(self, seat: Seat, reserve: Iterable[int]) -> None:
        for person in reserve:
            if len(self.holders(seat)) >= MEMBERS_AT_BIRTH:
                return
            self.take(person, seat)

    def holders(self, seat: Seat) -> frozenset[int]:
        asked = (
            place
            for place, person in enumerate(self.form.everyone)
            if seat in {(wish.kind, wish.school) for wish in person.wishes}
        )
        return frozenset({*asked, *(place for place, seats in self.added.items() if seat in seats)})

    def people(self) -> tuple[PersonForm, ...]:
        return tuple(
            replace(person, wishes=(*person.wishes, *(Wish(*seat) for seat in self.added.get(place, ()))))
            for place, person in enumerate(self.form.everyone)
        )


def _rung_for(form: Founding, team: int) -> list[Seat]:
    """The crisis queues whose pages go to this team: its school's; or the district's, and of schools without a team."""
    if not form.teams:  # one team a school, and one for the district, in this order
        return [(QueueKind.CRISIS, team if team < len(form.schools) else None)]
    home = form.teams[team].school
    if home is not None:
        return [(QueueKind.CRISIS, home)]
    served = {one.school for one in form.teams}
    return [
        (QueueKind.CRISIS, school)
        for school in (None, *range(len(form.schools)))
        if school is None or school not in served
    ]


def _district_pair(everyone: tuple[PersonForm, ...]) -> tuple[int, ...]:
    """The administrator, and the one of the others who is nearest to the district's own business."""
    others = range(1, len(everyone))
    nearest = min(others, key=lambda place: (*_far(everyone[place]), place), default=None)
    return (0,) if nearest is None else (0, nearest)


def _far(person: PersonForm) -> tuple[bool, bool, bool, bool]:
    title = _folded(person.title)
    return (
        _late(person),
        not person.registrar,
        not _DISTRICTS.search(title),
        person.school is not None,
    )


def _late(person: PersonForm) -> bool:
    return bool(_KEEPS_THE_HOUSE.search(_folded(person.title)))


def _folded(title: str) -> str:
    return title.casefold().translate(str.maketrans("áéíóúñ", "aeioun"))
