"""The linter finds what a rule book is allowed to hold and a person should look at."""

from triage.categories import CATEGORIES
from triage.compiling import compile_packs
from triage.linting import Matter, Remark, lint, lint_routes
from triage.routing import load_routes, read_routes

TWO = """
rules:
  - id: one.a
    title: Same words
    category: threat
    severity: 3
    any: [red, [deep, dark, blue]]
    match: [red, a red, red x, red red]
    no_match: [x, y, z]
  - id: one-a
    title: same words
    category: threat
    severity: 3
    any: [{seq: [red, {gap: 1}, red]}]
    not_if: [red]
    match: [red, red red, red a red]
    no_match: [x, y, z]
"""


def remarks(text: str, *sentences: str) -> list[Remark]:
    found = lint(compile_packs({"mine.yaml": text}), sentences)
    return [remark for remark in found if remark.matter is not Matter.CATEGORY_WITHOUT_RULE]


def of(matter: Matter, found: list[Remark]) -> list[tuple[str, str]]:
    return [(remark.subject, remark.where) for remark in found if remark.matter is matter]


def test_ids_and_titles_that_a_person_cannot_tell_apart_are_told() -> None:
    found = remarks(TWO)
    assert of(Matter.SIMILAR_ID, found) == [("one-a", "mine.yaml:10")]
    assert of(Matter.SAME_TITLE, found) == [("one-a", "mine.yaml:10")]


def test_a_rule_that_nothing_fires_is_told() -> None:
    assert of(Matter.NEVER_FIRES, remarks(TWO)) == [("one-a", "mine.yaml:10")]


def test_a_pattern_without_an_example_is_told_by_its_number() -> None:
    found = [r for r in remarks(TWO) if r.matter is Matter.UNSHOWN_PATTERN]
    assert [(r.subject, r.message) for r in found] == [
        ("one.a", "no sentence under match shows 1 of the 2 under any: number 2")
    ]


def test_a_rule_with_the_fewest_examples_allowed_is_told() -> None:
    assert of(Matter.FEW_EXAMPLES, remarks(TWO)) == [("one-a", "mine.yaml:10")]


def test_a_rule_that_only_fires_where_another_does_is_told_once_it_fired_often() -> None:
    both = TWO.replace("    not_if: [red]\n", "")
    sentences = [f"red {word} red" for word in ("one", "two", "six", "ten", "my")]
    found = [r for r in remarks(both, *sentences) if r.matter is Matter.SHADOWED]
    assert [(r.subject, "one.a fires as high" in r.message) for r in found] == [("one-a", True)]
    # Fired three times, on its own examples: that is chance.
    assert of(Matter.SHADOWED, remarks(both.replace("red red]", "red]"))) == []


def test_a_category_that_no_rule_finds_must_change() -> None:
    grave = [r for r in lint(compile_packs({"mine.yaml": TWO})) if r.grave]
    assert [r.subject for r in grave] == [name for name in CATEGORIES if name != "threat"]


def test_every_shipped_route_can_be_reached() -> None:
    assert lint_routes(load_routes()) == ()


def test_a_route_is_unreachable_when_several_before_it_take_all_it_asks_for() -> None:
    tree = read_routes(
        "r.yaml",
        """
routes:
  - {name: by day, when: {hours: in}, to: counselor}
  - {name: pages, when: {severity: urgent}, to: oncall, continue: true}
  - {name: by night, when: {hours: [out, unknown], channel: sms}, to: district}
  - {name: sms threats, when: {channel: sms, category: threat}, to: crisis}
  - {name: root, to: counselor}
""",
    )
    (remark,) = lint_routes(tree)
    assert (remark.subject, remark.grave) == ("sms threats", True)
    assert remark.message.endswith("at 'by day', 'by night'")
