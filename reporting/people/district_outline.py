"""A form made into rows with ids: which queues there will be, who is paged for them, who wishes to read them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from reporting.model.ids import DistrictId, MemberId, QueueId, SchoolId, TeamId
from reporting.model.queue import QueueKind
from reporting.people.founding import Founding, PersonForm, TeamForm
from reporting.people.ground import Random
from reporting.people.plain_fields import checked_name
from reporting.people.queue_plan import PlannedSchool, plan_queues
from reporting.people.wishes import Wishes
from reporting.store.schools import District, Queue, School, Team


@dataclass(frozen=True, slots=True)
class Outline:
    """`members` and `wishes` in the order of the form's people, the administrator first.

    `shared`: schools whose everyday messages go to the district's queue.
    """

    district: District
    schools: tuple[School, ...]
    teams: tuple[Team, ...]
    queues: tuple[Queue, ...]
    members: tuple[MemberId, ...]
    wishes: tuple[Wishes, ...]
    shared: tuple[SchoolId, ...]


def outlined(form: Founding, random: Random) -> Outline:
    """The form must have been checked."""
    schools = tuple(
        School(SchoolId(random(16)), checked_name(school.name), place)
        for place, school in enumerate(form.schools)
    )
    team_forms = form.teams or _one_team_each(form)
    teams = tuple(
        Team(TeamId(random(16)), checked_name(team.name), place) for place, team in enumerate(team_forms)
    )
    plan = plan_queues(
        [
            PlannedSchool(school.id, school.name, _counselors(form, place))
            for place, school in enumerate(schools)
        ]
    )
    places = {school.id: school.position for school in schools}
    queues = tuple(
        Queue(
            QueueId(random(16)),
            planned.name,
            planned.kind,
            planned.school,
            _team(teams, team_forms, planned.kind, places[planned.school] if planned.school else None),
            place,
        )
        for place, planned in enumerate(plan.queues)
    )
    return Outline(
        District(
            DistrictId(random(16)),
            checked_name(form.name),
            form.zone,
            form.lang,
            checked_name(form.line_name),
        ),
        schools,
        teams,
        queues,
        tuple(MemberId(random(16)) for _ in form.everyone),
        tuple(_wishes(person, queues, places) for person in form.everyone),
        plan.shared,
    )


def _one_team_each(form: Founding) -> tuple[TeamForm, ...]:
    of_schools = (TeamForm(f"{school.name} on call", place) for place, school in enumerate(form.schools))
    return (*of_schools, TeamForm("District on call"))


def _counselors(form: Founding, school: int) -> int:
    told = form.schools[school].counselors
    if told is not None:
        return told
    wished = (
        any(wish.kind is QueueKind.COUNSELOR and wish.school == school for wish in person.wishes)
        for person in form.everyone
    )
    return sum(wished)


def _team(
    teams: tuple[Team, ...], forms: tuple[TeamForm, ...], kind: QueueKind, school: int | None
) -> TeamId | None:
    """The team named for this kind and school; else the school's first team; else the district's."""
    pairs = list(zip(teams, forms, strict=True))
    exact = [team for team, form in pairs if form.school == school and kind in form.kinds]
    near = [team for team, form in pairs if form.school == school]
    far = [team for team, form in pairs if form.school is None]
    found = [*exact, *near, *far]
    return found[0].id if found else None


def _wishes(person: PersonForm, queues: tuple[Queue, ...], places: Mapping[SchoolId, int]) -> Wishes:
    wanted: dict[QueueId, bool] = {}
    for wish in person.wishes:
        for queue in queues:
            school = places[queue.school] if queue.school else None
            if (queue.kind, school) == (wish.kind, wish.school):
                wanted[queue.id] = wanted.get(queue.id, False) or wish.lead
        if wish.kind is QueueKind.COUNSELOR and not any(
            queue.kind is QueueKind.COUNSELOR and queue.school and places[queue.school] == wish.school
            for queue in queues
        ):  # a lone counselor reads their school's messages in the district's queue
            district = next(queue for queue in queues if queue.kind is QueueKind.DISTRICT)
            wanted.setdefault(district.id, False)
    return Wishes(wanted, person.registrar)
