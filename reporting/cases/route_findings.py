"""What is wrong with who gets a message: the routes against this district's queues, teams and hours. Pure.

Nothing is guessed from how a route is written: every kind of message there can be is sent down the tree.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

from reporting.cases.placing import QueueFacts
from reporting.model.ids import SchoolId, TeamId
from reporting.model.queue import QueueKind
from triage.categories import CATEGORIES
from triage.decision import UNSORTED, Decision, Severity
from triage.routing import Destination, Facts, Hours, Route, RouteTree, SchoolKind, taken_routes

CHANNELS = ("web", "sms")


class Code(StrEnum):
    """What a finding says; pages and the command line put it into words, with its remedy."""

    NO_ROOT = "no_root"
    UNREACHABLE = "unreachable"
    UNREACHABLE_HERE = "unreachable_here"
    WAKES_NOBODY = "wakes_nobody"
    NO_QUEUE_BEHIND = "no_queue_behind"
    NO_CRISIS_QUEUE = "school_without_crisis_queue"
    CRISIS_OF_DISTRICT = "school_uses_district_crisis"
    DISTRICT_QUEUE = "school_uses_district_queue"
    NO_ON_CALL = "school_without_on_call"
    NOBODY_NOW = "nobody_on_call_now"
    GAP_AHEAD = "gap_ahead"


# Worth knowing, and not a fault: the message still finds a person.
NOTES = frozenset({Code.UNREACHABLE_HERE, Code.CRISIS_OF_DISTRICT, Code.DISTRICT_QUEUE, Code.GAP_AHEAD})


@dataclass(frozen=True, slots=True)
class SchoolFacts:
    id: SchoolId
    name: str
    hours_told: bool


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """`now`: somebody who can be paged and can open it is on call. `gap`: there is an hour without, this week."""

    id: TeamId
    name: str
    now: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """`about`: the name of a route, school, team or destination."""

    code: Code
    about: str

    @property
    def fault(self) -> bool:
        return self.code not in NOTES


def route_findings(
    tree: RouteTree,
    queues: Sequence[QueueFacts],
    schools: Sequence[SchoolFacts],
    teams: Sequence[TeamFacts],
    *,
    texts: bool,
) -> tuple[Finding, ...]:
    """Faults first. `queues`: those that somebody can open; `texts`: students can text this line."""
    found = [
        *_of_tree(tree),
        *_reach_here(tree, queues, schools, texts=texts),
        *_without_queue(tree, queues, schools),
        *(finding for school in schools for finding in _of_school(school, queues)),
        *(finding for team in teams for finding in _of_team(team, queues)),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda one: not one.fault))


def _of_tree(tree: RouteTree) -> Iterator[Finding]:
    reached: set[str] = set()
    for decision, facts in _every_message(SchoolKind, CHANNELS, Hours):
        taken = tuple(taken_routes(decision, facts, tree))
        reached |= {one.name for one in taken}
        if not taken or taken[-1].go_on:
            yield Finding(Code.NO_ROOT, "")
        called = any(Destination.ONCALL in one.to for one in taken)
        if decision.severity is Severity.URGENT and taken and not called:
            yield Finding(Code.WAKES_NOBODY, taken[-1].name)
    yield from (Finding(Code.UNREACHABLE, one.name) for one in tree.routes if one.name not in reached)


def _reach_here(
    tree: RouteTree, queues: Sequence[QueueFacts], schools: Sequence[SchoolFacts], *, texts: bool
) -> Iterator[Finding]:
    """Routes for what does not occur in this district: no texts, no hours told, no school without a queue."""
    anywhere = _names(tree, _every_message(SchoolKind, CHANNELS, Hours))
    hours = [Hours.UNKNOWN, *((Hours.IN, Hours.OUT) if any(one.hours_told for one in schools) else ())]
    kinds = {SchoolKind.OTHER, SchoolKind.UNKNOWN, *(_kind(school, queues) for school in schools)}
    messages = [_every_message(sorted(kinds), ["web"], hours)]
    if texts:
        messages.append(_every_message([SchoolKind.UNKNOWN], ["sms"], hours))
    here = frozenset[str]().union(*(_names(tree, some) for some in messages))
    yield from (
        Finding(Code.UNREACHABLE_HERE, one.name) for one in tree.routes if one.name in anywhere - here
    )


def _without_queue(
    tree: RouteTree, queues: Sequence[QueueFacts], schools: Sequence[SchoolFacts]
) -> Iterator[Finding]:
    kinds = {queue.kind for queue in queues}
    behind = {
        Destination.CRISIS: QueueKind.CRISIS,
        Destination.DISTRICT: QueueKind.DISTRICT,
        Destination.DESIGNEE: QueueKind.DESIGNEE,
    }
    named = {destination for one in tree.routes for destination in one.to}
    for destination, kind in behind.items():
        if destination in named and kind not in kinds:
            yield Finding(Code.NO_QUEUE_BEHIND, destination.value)
    staffed = {queue.school for queue in queues if queue.kind is QueueKind.COUNSELOR}
    everybody = all(school.id in staffed for school in schools)
    # A counselor's route falls to the district where a school has no everyday queue.
    if Destination.COUNSELOR in named and not everybody and QueueKind.DISTRICT not in kinds:
        yield Finding(Code.NO_QUEUE_BEHIND, Destination.COUNSELOR.value)


def _of_school(school: SchoolFacts, queues: Sequence[QueueFacts]) -> Iterator[Finding]:
    if _kind(school, queues) is SchoolKind.UNSTAFFED:
        yield Finding(Code.DISTRICT_QUEUE, school.name)
    crisis = [queue for queue in queues if queue.kind is QueueKind.CRISIS]
    own = next((queue for queue in crisis if queue.school == school.id), None)
    shared = next((queue for queue in crisis if queue.school is None), None)
    if own is None:
        yield Finding(Code.CRISIS_OF_DISTRICT if shared else Code.NO_CRISIS_QUEUE, school.name)
    takes = own or shared
    if takes is not None and takes.team is None:
        yield Finding(Code.NO_ON_CALL, school.name)


def _of_team(team: TeamFacts, queues: Sequence[QueueFacts]) -> Iterator[Finding]:
    """A team that no queue calls needs nobody on call."""
    if not any(queue.team == team.id for queue in queues):
        return
    if not team.now:
        yield Finding(Code.NOBODY_NOW, team.name)
    elif team.gap:
        yield Finding(Code.GAP_AHEAD, team.name)


def _kind(school: SchoolFacts, queues: Sequence[QueueFacts]) -> SchoolKind:
    staffed = any(queue.kind is QueueKind.COUNSELOR and queue.school == school.id for queue in queues)
    return SchoolKind.NAMED if staffed else SchoolKind.UNSTAFFED


def _names(tree: RouteTree, messages: Iterable[tuple[Decision, Facts]]) -> frozenset[str]:
    return frozenset(one.name for sent in messages for one in _taken(tree, sent))


def _taken(tree: RouteTree, message: tuple[Decision, Facts]) -> Iterator[Route]:
    return taken_routes(*message, tree)


def _every_message(
    kinds: Iterable[SchoolKind], channels: Iterable[str], hours: Iterable[Hours]
) -> Iterator[tuple[Decision, Facts]]:
    for severity, category, kind, channel, when in product(
        Severity, (*CATEGORIES, UNSORTED), kinds, channels, hours
    ):
        yield Decision(severity, category, (), (), ""), Facts(kind, channel, when)
