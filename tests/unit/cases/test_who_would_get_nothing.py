"""The check of the routes: what is wrong with who gets a message, found before a message comes."""

from dataclasses import replace
from typing import Any

import pytest

from reporting.cases.placing import QueueFacts
from reporting.cases.route_findings import Finding, SchoolFacts, TeamFacts, route_findings
from reporting.model.queue import QueueKind
from triage.routing import Destination, RouteTree, load_routes, read_routes

SHIPPED = load_routes()


class Town:
    """Two schools, of which the second has no queue of its own, and the teams behind the queues."""

    def __init__(self, district: Any) -> None:
        self.district = district
        self.queues: list[QueueFacts] = list(district.queues())
        self.schools = [
            SchoolFacts(district.north, "North", hours_told=True),
            SchoolFacts(district.south, "South", hours_told=True),
        ]
        self.teams = [
            TeamFacts(queue.team, name, now=True, gap=False)
            for queue, name in ((self.queues[1], "North team"), (self.queues[2], "District team"))
            if queue.team
        ]

    def found(self, tree: RouteTree = SHIPPED, *, texts: bool = True) -> list[tuple[str, str]]:
        found = route_findings(tree, self.queues, self.schools, self.teams, texts=texts)
        return [(one.code.value, one.about) for one in found]

    def without(self, *kinds: QueueKind) -> "Town":
        self.queues = [queue for queue in self.queues if queue.kind not in kinds]
        return self


@pytest.fixture
def town(district: Any) -> Town:
    return Town(district)


def routes(*entries: str) -> RouteTree:
    return read_routes("routes.yaml", "routes:\n" + "".join(f"  - {one}\n" for one in entries))


ROOT = "{name: root, to: [counselor]}"
PAGES = "{name: urgent, when: {severity: urgent}, to: [oncall, crisis], continue: true}"


def test_a_school_without_queues_of_its_own_is_told_where_its_messages_go(town: Town) -> None:
    assert town.found() == [
        ("school_uses_district_queue", "South"),
        ("school_uses_district_crisis", "South"),
    ]


def test_a_school_whose_urgent_messages_nobody_could_open_is_a_fault(town: Town) -> None:
    found = town.without(QueueKind.CRISIS).found()
    assert found[:3] == [
        ("no_queue_behind", "crisis"),
        ("school_without_crisis_queue", "North"),
        ("school_without_crisis_queue", "South"),
    ]


@pytest.mark.parametrize("kind", [QueueKind.DESIGNEE, QueueKind.DISTRICT])
def test_a_destination_that_no_queue_stands_behind_is_a_fault(town: Town, kind: QueueKind) -> None:
    assert ("no_queue_behind", kind.value) in town.without(kind).found()


def test_a_counselors_route_without_a_counselor_or_a_district_is_a_fault(town: Town) -> None:
    assert ("no_queue_behind", "counselor") in town.without(QueueKind.DISTRICT).found()


def test_a_school_without_a_team_is_a_fault(town: Town) -> None:
    town.queues = [
        replace(one, team=None) if one.kind is QueueKind.CRISIS and one.school else one for one in town.queues
    ]
    assert ("school_without_on_call", "North") in town.found()


def test_a_team_nobody_is_on_call_for_is_a_fault_and_a_gap_ahead_is_told(town: Town) -> None:
    north, all_ = town.teams
    town.teams = [replace(north, now=False, gap=True), replace(all_, gap=True)]
    found = town.found()
    assert found[0] == ("nobody_on_call_now", "North team")
    assert ("gap_ahead", "District team") in found


def test_a_team_that_no_queue_calls_needs_nobody(town: Town) -> None:
    town.teams.append(TeamFacts(town.district.member("idle"), "Idle team", now=False, gap=True))
    assert not [one for one in town.found() if one[1] == "Idle team"]


def test_a_route_that_others_take_everything_from_is_found_even_if_two_of_them_do_it(town: Town) -> None:
    tree = routes(
        PAGES,
        "{name: by web, when: {channel: web}, to: [counselor]}",
        "{name: by text, when: {channel: sms}, to: [district]}",
        "{name: hungry, when: {category: basic_needs}, to: [district]}",
        ROOT,
    )
    found = town.found(tree)
    assert ("unreachable", "hungry") in found
    assert ("unreachable", "root") in found


def test_a_tree_without_a_root_is_found(town: Town) -> None:
    (only,) = routes("{name: root, to: [counselor]}").routes
    tree = RouteTree((replace(only, name="by web", channel=frozenset({"web"})),))
    assert ("no_root", "") in town.found(tree)


def test_an_urgent_message_that_wakes_nobody_is_found(town: Town) -> None:
    assert ("wakes_nobody", "root") in town.found(routes(ROOT))
    early = "{name: about staff, when: {category: staff_misconduct}, to: [designee]}"
    assert ("wakes_nobody", "about staff") in town.found(routes(early, PAGES, ROOT))
    assert not [one for one in town.found(routes(PAGES, ROOT)) if one[0] == "wakes_nobody"]


def test_a_route_for_what_does_not_occur_here_is_told(town: Town) -> None:
    tree = routes(
        PAGES,
        "{name: at night, when: {hours: out}, to: [district]}",
        "{name: by text, when: {channel: sms}, to: [district]}",
        ROOT,
    )
    assert ("unreachable_here", "by text") in town.found(tree, texts=False)
    assert not [one for one in town.found(tree) if one[0].startswith("unreachable")]
    town.schools = [replace(one, hours_told=False) for one in town.schools]
    assert ("unreachable_here", "at night") in town.found(tree)


def test_faults_come_first(town: Town) -> None:
    town.without(QueueKind.DESIGNEE)
    found: tuple[Finding, ...] = route_findings(SHIPPED, town.queues, town.schools, town.teams, texts=True)
    faults = [one.fault for one in found]
    assert faults == sorted(faults, reverse=True)
    assert {True, False} == set(faults)
    assert Destination.DESIGNEE.value in {one.about for one in found}
