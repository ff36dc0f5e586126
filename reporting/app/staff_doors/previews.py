"""Who would get this? A sentence goes the way of a first message, up to where something would be stored."""

from collections.abc import Iterator
from typing import get_args

from notify.pages.candidates import would_ring
from reporting.app.house import House
from reporting.app.route_check import RouteCheck
from reporting.app.staff_doors.ids import school_id
from reporting.cases.inbox import severity_name
from reporting.cases.placing import Placement
from reporting.cases.refusals import EmptyText, TooLong
from reporting.cases.ruling import Arriving, Ruling, rule_on
from reporting.cases.staff_view import Choice
from reporting.model.ids import MemberId, SchoolId
from reporting.model.thread import Channel
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.staff.try_view import (
    LONGEST_TRIED,
    FiredRule,
    HoursName,
    Piece,
    RouteFinding,
    Tried,
    TryForm,
    TryPage,
    Weighed,
)
from triage.context import Context
from triage.decision import Decision, Severity, Step, Why
from triage.routing import Hours, SchoolKind

OTHER = "other"
# What is told already by the rules that fired.
_TOLD = frozenset({Why.MATCHED, Why.UNSORTED})


class Previews:
    """Satisfies the staff site's `Previews`. Holds nothing of what was asked."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._ground = house.ground
        self._check = RouteCheck(
            house.people, house.ground.roll, house.ground.routes, texts=house.wires.hotline is not None
        )

    def page(self, session: StaffSession) -> TryPage:  # noqa: ARG002 -- every colleague may see this
        roll = self._ground.roll
        return TryPage(
            schools=tuple(Choice(one.value, one.name) for one in roll.schools()),
            findings=tuple(
                RouteFinding(one.code.value, one.about, one.fault) for one in self._check.findings()
            ),
            routes=tuple(one.name for one in self._ground.routes.routes),
            zone=roll.zone().key,
            texts=self._house.wires.hotline is not None,
        )

    def judge(self, session: StaffSession, form: TryForm) -> Tried:  # noqa: ARG002 -- the same for every colleague
        """Raises EmptyText, TooLong, NotOpenYet, Refused("unknown")."""
        if not form.body.strip():
            raise EmptyText
        if len(form.body) > LONGEST_TRIED:
            raise TooLong(LONGEST_TRIED)
        ruling = rule_on(self._ground, self._arriving(form), self._ground.clock())
        return self._shown(form.body, ruling)

    def _arriving(self, form: TryForm) -> Arriving:
        channel = Channel.SMS if form.channel == Channel.SMS.value else Channel.WEB
        school, kind = self._school(form.school if channel is Channel.WEB else "")
        return Arriving(
            body=form.body,
            school=school,
            school_kind=kind,
            excluded=frozenset(),
            context=Context(channel=channel.value),
            hours=Hours(form.hours) if form.hours in set(Hours) else None,
        )

    def _school(self, value: str) -> tuple[SchoolId | None, SchoolKind]:
        if not value:
            return None, SchoolKind.UNKNOWN
        if value == OTHER:
            return None, SchoolKind.OTHER
        if value not in {one.value for one in self._ground.roll.schools()}:
            raise Refused("unknown", "Choose a school of this district.")
        return school_id(value), SchoolKind.NAMED

    def _shown(self, body: str, ruling: Ruling) -> Tried:
        roll, decision, placement = self._ground.roll, ruling.decision, ruling.placement
        urgent = decision.severity is Severity.URGENT and placement.page_team is not None
        others = [queue for queue in placement.queues if queue.id != placement.queue.id]
        return Tried(
            severity=severity_name(decision.severity.value),
            category=decision.category,
            pieces=tuple(_pieces(body, decision)),
            fired=tuple(
                FiredRule(hit.title, hit.rule, severity_name(hit.severity.value), hit.text)
                for hit in decision.hits
            ),
            weighed=tuple(_weighed(body, step) for step in decision.trace if step.why not in _TOLD),
            routes=tuple(one.name for one in ruling.taken),
            hours=_hours_name(ruling.facts.hours),
            queue=roll.queue_name(placement.queue.id),
            also=tuple(roll.queue_name(queue.id) for queue in others),
            singles=len(placement.members),
            about_staff=bool(ruling.excluded),
            missing=tuple(kind.value for kind in placement.missing),
            pages=urgent,
            team=self._team(placement) if urgent else "",
            first=self._first(placement) if urgent else (),
            due=ruling.due,
            rulebook=decision.rulebook_hash,
        )

    def _team(self, placement: Placement) -> str:
        teams = self._house.people.directory.teams()
        return next((one.name for one in teams if one.id == placement.page_team), "")

    def _first(self, placement: Placement) -> tuple[str, ...]:
        """By name, as the on-call page shows them."""
        if placement.page_team is None:
            return ()
        ground, directory = self._ground, self._house.people.directory
        with ground.database.read() as conn:
            persons = would_ring(
                conn,
                district=ground.district,
                team=placement.page_team,
                excluded=placement.not_woken,
                able=placement.able,
                can_act=directory,
                now=ground.clock(),
                channels=self._house.wires.channels,
            )
        # Several are rung at once, so their order says nothing.
        return tuple(sorted(directory.name_of(MemberId(person)) for person in persons))


def _pieces(body: str, decision: Decision) -> Iterator[Piece]:
    """The sentence cut where the words of a rule begin and end; nothing is lost and nothing comes twice."""
    fired = [False] * len(body)
    for hit in decision.hits:
        for at in range(hit.start, min(hit.end, len(body))):
            fired[at] = True
    start = 0
    for at in range(1, len(body) + 1):
        if at == len(body) or fired[at] != fired[start]:
            yield Piece(body[start:at], fired[start])
            start = at


def _weighed(body: str, step: Step) -> Weighed:
    name, _, refused = step.detail.partition(": ")
    steps = ""
    if step.why in {Why.LOWERED, Why.BOOSTED}:
        name, _, steps = step.detail.rpartition(" ")
    elif step.why is not Why.REJECTED:
        name, refused = "", step.detail
    quote = "" if step.why is Why.FLOOR else body[step.start : step.end]
    return Weighed(step.why.value, step.rule, name, steps, refused, quote)


def _hours_name(hours: Hours) -> HoursName:
    found: HoursName = next(one for one in get_args(HoursName) if one == hours.value)
    return found
