"""What is decided of a first message before anything is sealed: how soon, who gets it, who is called, what is promised.

One path for a message that arrives and for a sentence that staff try out. Nothing here is stored.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from reporting.cases.ground import Ground, Roll
from reporting.cases.placing import NobodyCanOpen, Placement, place
from reporting.cases.refusals import NotOpenYet
from reporting.cases.school_time import as_known
from reporting.model.ids import MemberId, QueueId, SchoolId
from reporting.model.queue import QueueKind
from triage.context import Context
from triage.decision import Decision
from triage.routing import Facts, Hours, Route, SchoolKind, route, taken_routes


@dataclass(frozen=True, slots=True)
class Arriving:
    """`excluded`: whom the student ticked. `context`: channel, language and earlier texts; the school adds the rest.

    `hours`: instead of what the clock says; `home`: the queue that it belongs into, instead of what routing says.
    """

    body: str = field(repr=False)
    school: SchoolId | None
    school_kind: SchoolKind
    excluded: frozenset[MemberId]
    context: Context
    hours: Hours | None = None
    home: QueueId | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """`context`: all that was read beside the words. `taken`: the routes that matched, in their order.

    `excluded`: ticked or named, so it is kept from them.
    """

    context: Context
    decision: Decision
    facts: Facts
    taken: tuple[Route, ...]
    excluded: frozenset[MemberId]
    placement: Placement
    due: datetime

    def __repr__(self) -> str:
        return "Ruling(<sealed>)"


def rule_on(ground: Ground, arriving: Arriving, now: datetime) -> Ruling:
    """Raises NotOpenYet."""
    roll, school = ground.roll, arriving.school
    school_time = roll.school_time(school)
    hours = arriving.hours or school_time.hours(now)
    context = in_its_school(arriving.context, roll, school, hours)
    decision = ground.judge(arriving.body, context)
    excluded = arriving.excluded | roll.named_in(arriving.body)
    facts = Facts(school=_kind(roll, arriving), channel=context.channel, hours=hours)
    destinations = route(decision, facts, ground.routes)
    try:
        placement = place(roll.queues(), school, destinations, excluded, arriving.home)
    except NobodyCanOpen:
        raise NotOpenYet from None
    return Ruling(
        context=context,
        decision=decision,
        facts=facts,
        taken=tuple(taken_routes(decision, facts, ground.routes)),
        excluded=excluded,
        placement=placement,
        due=school_time.due(now, decision.severity),
    )


def in_its_school(
    context: Context, roll: Roll, school: SchoolId | None, hours: Hours = Hours.UNKNOWN
) -> Context:
    """What is known of the place: the school's own names, and whether school is on."""
    return replace(context, places=tuple(roll.places(school)), school_hours=as_known(hours))


def _kind(roll: Roll, arriving: Arriving) -> SchoolKind:
    kind = arriving.school_kind
    if kind is SchoolKind.NAMED and not any(
        queue.school == arriving.school and queue.kind is QueueKind.COUNSELOR for queue in roll.queues()
    ):
        return SchoolKind.UNSTAFFED
    return kind
