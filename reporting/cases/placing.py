"""Who gets a key, decided before anything is sealed. Pure: destinations and queues in, a placement out.

An exclusion overrides every queue, the crisis queue too, and never empties a thread: it moves on to
people who are not excluded. See docs/adr on exclusions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from reporting.model.ids import MemberId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from triage.routing import Destination

# An envelope has at most eight recipients; one place stays free for a later hand-over.
MOST_SINGLE_MEMBERS = 6
_URGENT = (Destination.CRISIS, Destination.ONCALL)


@dataclass(frozen=True, slots=True)
class QueueFacts:
    """A queue whose key is known. A queue without one is not among the choices."""

    id: QueueId
    kind: QueueKind
    school: SchoolId | None
    team: TeamId | None
    members: frozenset[MemberId]
    substitutes: frozenset[MemberId] = (
        frozenset()
    )  # stand in without its key: what is new is sealed to each singly


@dataclass(frozen=True, slots=True)
class Placement:
    """`queue` holds the thread; `queues` and `members` receive its key; `page_team` is woken if it is urgent.

    `missing`: queues that it belongs into and that nobody can open, so that it lies in another one.
    `able`: who is called, because they can open it; `not_woken`: whom it is kept from.
    """

    queue: QueueFacts
    queues: tuple[QueueFacts, ...]
    members: tuple[MemberId, ...]
    page_team: TeamId | None
    missing: tuple[QueueKind, ...]
    able: frozenset[MemberId] = frozenset()
    not_woken: frozenset[MemberId] = frozenset()


class NobodyCanOpen(Exception):
    """No queue with a key is left: nothing may be asked for."""


def place(
    queues: Sequence[QueueFacts],
    school: SchoolId | None,
    destinations: Sequence[Destination],
    excluded: frozenset[MemberId],
    at: QueueId | None = None,
) -> Placement:
    """`at`: the queue in which it is to lie, if that is known. Raises NobodyCanOpen."""
    if not queues:
        raise NobodyCanOpen
    urgent = Destination.ONCALL in destinations
    if excluded:
        return _firewalled(queues, school, destinations, excluded)
    told = next((queue for queue in queues if queue.id == at), None)
    home = told or _first(queues, _homes(school, destinations))
    in_crisis = Destination.CRISIS in destinations
    crisis = _first(queues, _crisis(school)) if in_crisis else None
    holder = home or crisis or queues[0]
    whole = _unique([holder, crisis])
    return Placement(
        queue=holder,
        queues=whole,
        members=_substitutes(whole),
        able=(crisis or holder).members,
        page_team=_team(crisis, home, queues) if urgent else None,
        missing=(*_no_home(home, destinations), *_no_crisis(crisis, wanted=in_crisis)),
    )


def _substitutes(whole: Iterable[QueueFacts]) -> tuple[MemberId, ...]:
    """Of what is kept from somebody they get nothing: that goes by `_firewalled`."""
    found = frozenset[MemberId]().union(*(queue.substitutes for queue in whole))
    held = frozenset[MemberId]().union(*(queue.members for queue in whole))
    return tuple(sorted(found - held))[: MOST_SINGLE_MEMBERS - 1]


def paged_teams(queues: Sequence[QueueFacts]) -> frozenset[TeamId | None]:
    """Whom something urgent would wake, wherever it comes from: each school, and no school named.

    A school without a queue of its own is as none named. Without a crisis queue that is the team of another one. None: nobody would be woken.
    """
    if not queues:
        return frozenset({None})
    return frozenset(
        place(queues, school, (*_URGENT, *home), frozenset()).page_team
        for school in {None, *(queue.school for queue in queues)}
        for home in ((), (Destination.COUNSELOR,), (Destination.DESIGNEE,))
    )


def _firewalled(
    queues: Sequence[QueueFacts],
    school: SchoolId | None,
    destinations: Sequence[Destination],
    excluded: frozenset[MemberId],
) -> Placement:
    """The designee's queue; beside it, when life is at stake, those of the crisis team who are not excluded."""
    urgent = Destination.ONCALL in destinations
    designee = _first(queues, [(QueueKind.DESIGNEE, None)])
    crisis = _first(queues, _crisis(school))
    whole = (designee,) if designee and not designee.members & excluded else ()
    singles: list[MemberId] = []
    if designee and not whole:
        singles += sorted(designee.members - excluded)
    if urgent and crisis:
        known = designee.members if whole and designee else frozenset(singles)
        # In turn: whoever is called at night must be able to open it, and so must the designee.
        singles = _in_turn(singles, sorted(crisis.members - excluded - known))
    if not whole and not singles:
        singles = sorted(frozenset[MemberId]().union(*(q.members for q in queues)) - excluded)
    holder = designee or crisis or queues[0]
    if not whole and not singles:
        # Everybody is ticked: a prankster, or a school without anyone else. A message must reach a human.
        whole = (holder,)
    members = tuple(singles[:MOST_SINGLE_MEMBERS])
    may_open = frozenset(members).union(*(queue.members for queue in whole))
    woken = _who_can_open((crisis, designee, *queues), may_open)
    return Placement(
        queue=holder,
        queues=whole,
        members=members,
        page_team=woken.team if urgent and woken else None,
        missing=(
            *((QueueKind.DESIGNEE,) if designee is None else ()),
            *_no_crisis(crisis, wanted=Destination.CRISIS in destinations),
        ),
        able=may_open,
        not_woken=excluded - may_open,
    )


def _homes(
    school: SchoolId | None, destinations: Sequence[Destination]
) -> list[tuple[QueueKind, SchoolId | None]]:
    """Where the thread lies from now on, best first; a queue that does not exist gives way to the next."""
    homes: list[tuple[QueueKind, SchoolId | None]] = []
    for destination in destinations:
        if destination is Destination.DESIGNEE:
            homes.append((QueueKind.DESIGNEE, None))
        elif destination is Destination.COUNSELOR and school:
            homes.append((QueueKind.COUNSELOR, school))
    return [*homes, (QueueKind.DISTRICT, None), (QueueKind.DESIGNEE, None)]


def _no_home(home: QueueFacts | None, destinations: Sequence[Destination]) -> tuple[QueueKind, ...]:
    """Words about staff belong to the designee and to nobody else; what is not about staff never to the designee."""
    about_staff = Destination.DESIGNEE in destinations
    if home is not None and (home.kind is QueueKind.DESIGNEE) == about_staff:
        return ()
    return (QueueKind.DESIGNEE if about_staff else QueueKind.DISTRICT,)


def _no_crisis(crisis: QueueFacts | None, *, wanted: bool) -> tuple[QueueKind, ...]:
    return (QueueKind.CRISIS,) if wanted and crisis is None else ()


def _crisis(school: SchoolId | None) -> list[tuple[QueueKind, SchoolId | None]]:
    wanted: list[tuple[QueueKind, SchoolId | None]] = [(QueueKind.CRISIS, school)] if school else []
    return [*wanted, (QueueKind.CRISIS, None)]


def _first(
    queues: Iterable[QueueFacts], wanted: Iterable[tuple[QueueKind, SchoolId | None]]
) -> QueueFacts | None:
    known = {(queue.kind, queue.school): queue for queue in queues}
    return next((known[want] for want in wanted if want in known), None)


def _in_turn(one: Sequence[MemberId], other: Sequence[MemberId]) -> list[MemberId]:
    pairs = zip_longest(one, other)
    return [member for pair in pairs for member in pair if member is not None]


def _who_can_open(queues: Iterable[QueueFacts | None], may_open: frozenset[MemberId]) -> QueueFacts | None:
    """The first queue with a team of which somebody can open the thread; else any that has a team."""
    with_team = [queue for queue in queues if queue is not None and queue.team is not None]
    return next((queue for queue in with_team if queue.members & may_open), next(iter(with_team), None))


def _team(first: QueueFacts | None, second: QueueFacts | None, queues: Sequence[QueueFacts]) -> TeamId | None:
    """Somebody is woken, whatever is missing."""
    candidates = [queue for queue in (first, second, *queues) if queue is not None]
    return next((queue.team for queue in candidates if queue.team is not None), None)


def _unique(queues: Iterable[QueueFacts | None]) -> tuple[QueueFacts, ...]:
    return tuple({queue.id: queue for queue in queues if queue is not None}.values())
