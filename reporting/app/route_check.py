"""The routes in force against the district as it stands: for the staff site and for `quietline check`."""

from datetime import timedelta

from reporting.cases.ground import Roll
from reporting.cases.route_findings import Finding, SchoolFacts, TeamFacts, route_findings
from reporting.people.doors import PeopleDoors
from reporting.store.schools import Team
from triage.routing import RouteTree

AHEAD = timedelta(days=7)
_MOMENT = timedelta(minutes=1)


class RouteCheck:
    def __init__(self, people: PeopleDoors, roll: Roll, routes: RouteTree, *, texts: bool) -> None:
        self._people = people
        self._roll = roll
        self._routes = routes
        self._texts = texts

    def findings(self) -> tuple[Finding, ...]:
        directory = self._people.directory
        return route_findings(
            self._routes,
            self._roll.queues(),
            [
                SchoolFacts(one.id, one.name, directory.school_context(one.id).timetable is not None)
                for one in directory.schools()
            ],
            [self._team(one) for one in directory.teams()],
            texts=self._texts,
        )

    def _team(self, team: Team) -> TeamFacts:
        now, gaps = self._people.ground.clock(), self._people.on_call.gaps
        return TeamFacts(
            team.id,
            team.name,
            now=not gaps(team.id, now, now + _MOMENT),
            gap=bool(gaps(team.id, now, now + AHEAD)),
        )
