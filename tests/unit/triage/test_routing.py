"""Who gets a text is data: read from the top, with a root that always matches."""

from pathlib import Path

import pytest

from triage import Facts, Hours, RulebookInvalid, SchoolKind, Severity, load_routes, route
from triage.decision import Decision
from triage.routing import RouteTree, read_routes


def decided(severity: Severity, category: str = "bullying") -> Decision:
    return Decision(severity, category, (), (), "")


@pytest.mark.parametrize(
    ("severity", "category", "school", "expected"),
    [
        (Severity.URGENT, "threat", SchoolKind.NAMED, ["oncall", "crisis", "counselor"]),
        (Severity.URGENT, "threat", SchoolKind.UNKNOWN, ["oncall", "crisis", "district"]),
        (Severity.URGENT, "staff_misconduct", SchoolKind.NAMED, ["oncall", "crisis", "designee"]),
        (Severity.SOON, "staff_misconduct", SchoolKind.OTHER, ["designee"]),
        (Severity.SOON, "bullying", SchoolKind.NAMED, ["counselor"]),
        (Severity.ROUTINE, "unsorted", SchoolKind.NAMED, ["counselor"]),
        (Severity.ROUTINE, "unsorted", SchoolKind.UNSTAFFED, ["district"]),
    ],
)
def test_the_shipped_tree_sends_each_where_it_belongs(
    tree: RouteTree, severity: Severity, category: str, school: SchoolKind, expected: list[str]
) -> None:
    assert list(route(decided(severity, category), Facts(school=school), tree)) == expected


def test_continue_goes_on_and_its_absence_ends_the_search() -> None:
    tree = read_routes(
        "r.yaml",
        """
routes:
  - {name: one, when: {channel: sms}, to: [oncall], continue: true}
  - {name: two, when: {severity: [soon, urgent]}, to: [crisis, oncall]}
  - {name: root, to: counselor}
""",
    )
    assert route(decided(Severity.SOON), Facts(channel="sms"), tree) == ("oncall", "crisis")
    assert route(decided(Severity.ROUTINE), Facts(channel="sms"), tree) == ("oncall", "counselor")
    assert route(decided(Severity.ROUTINE), Facts(), tree) == ("counselor",)


def test_what_may_wait_by_day_can_page_by_night() -> None:
    tree = read_routes(
        "r.yaml",
        """
routes:
  - {name: at night, when: {severity: soon, hours: [out, unknown]}, to: [oncall], continue: true}
  - {name: root, to: counselor}
""",
    )
    assert route(decided(Severity.SOON), Facts(hours=Hours.OUT), tree) == ("oncall", "counselor")
    assert route(decided(Severity.SOON), Facts(), tree) == ("oncall", "counselor")
    assert route(decided(Severity.SOON), Facts(hours=Hours.IN), tree) == ("counselor",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("routes: [{name: a, when: {severity: soon}, to: [crisis]}]", "the last route must match everything"),
        ("routes: [{name: a, to: [crisis], continue: true}]", "the last route must match everything"),
        ("routes: []", "the last route must match everything"),
        ("routes: [{name: a, to: [crisis]}, {name: b, to: [crisis]}]", "never be reached"),
        ("routes: [{name: a, to: [police]}]", "'police' is not known here; known are oncall"),
        ("routes: [{name: a, to: []}]", "at least one destination"),
        ("routes: [{name: a, when: {mood: bad}, to: [crisis]}]", "'mood' is not known"),
        (
            "routes: [{name: a, when: {severity: soon}, to: [crisis]}, {name: a, to: [crisis]}]",
            "the same name",
        ),
        ("routes: [{name: a, when: {category: wepons}, to: [crisis]}]", "no category 'wepons'"),
        ("routes: [{name: a, when: {hours: night}, to: [crisis]}]", "known are in, out, unknown"),
        ("routes: [{name: a, to: [crisis], continue: maybe}]", "true or false"),
    ],
)
def test_a_tree_that_could_lose_a_text_is_refused(text: str, message: str) -> None:
    with pytest.raises(RulebookInvalid, match=message):
        read_routes("r.yaml", text)


def test_a_folder_without_routes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RulebookInvalid, match=r"routes\.yaml: the file is missing"):
        load_routes(tmp_path)
