"""What is allowed in a rule book or a route tree, and still worth a look. Pure; what is wrong is refused on reading."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from triage.assess import assess
from triage.categories import CATEGORIES
from triage.decision import UNSORTED, Decision, Severity
from triage.fold import fold
from triage.judging import scenes
from triage.routing import Facts, Hours, RouteTree, SchoolKind, taken_routes
from triage.rule import Rule
from triage.rulebook import Rulebook


class Matter(StrEnum):
    """What a remark is about."""

    UNREACHABLE_ROUTE = "unreachable route"
    CATEGORY_WITHOUT_RULE = "category without a rule"
    NEVER_FIRES = "never fires"
    SHADOWED = "adds nothing"
    UNSHOWN_PATTERN = "pattern without an example"
    FEW_EXAMPLES = "few examples"
    SIMILAR_ID = "similar id"
    SAME_TITLE = "same title"


@dataclass(frozen=True, slots=True)
class Remark:
    """`grave` ones keep a text from somebody; the others are for the rule writer's judgement."""

    matter: Matter
    subject: str  # a rule's id, a route's name or a category
    where: str  # file:line, empty when no one place is meant
    message: str
    grave: bool = False

    def as_dict(self) -> dict[str, str | bool]:
        return {
            "matter": self.matter.value,
            "subject": self.subject,
            "where": self.where,
            "message": self.message,
            "grave": self.grave,
        }


_FEW_EXAMPLES = 4  # three are demanded; two languages need more
_ENOUGH_FIRINGS = 5  # below that, that two rules fire together is chance


def lint(rulebook: Rulebook, sentences: Iterable[str] = ()) -> tuple[Remark, ...]:
    """Read every example and every sentence (a corpus) with the rule book. In the order of the rule book."""
    fired = _fired(rulebook, sentences)
    remarks = [*_ids(rulebook), *_titles(rulebook)]
    for rule in rulebook.rules:
        remarks += _of_rule(rulebook, rule, fired)
    having = {rule.category for rule in rulebook.rules}
    remarks += (
        Remark(
            Matter.CATEGORY_WITHOUT_RULE, name, "", "no rule finds it, so such a text is unsorted", grave=True
        )
        for name in CATEGORIES
        if name not in having
    )
    return tuple(remarks)


def lint_routes(tree: RouteTree, file: str = "routes.yaml") -> tuple[Remark, ...]:
    """Routes that no text can take, whatever it says and whenever it comes."""
    taken: set[str] = set()
    ends: dict[str, set[str]] = {route.name: set() for route in tree.routes}
    for decision, facts in _possible(tree):
        way = list(taken_routes(decision, facts, tree))
        taken.update(route.name for route in way)
        for route in tree.routes:
            if route not in way and route.matches(decision, facts):
                ends[route.name].add(way[-1].name)
    return tuple(
        Remark(
            Matter.UNREACHABLE_ROUTE,
            route.name,
            file,
            "all that it asks for ends before it, at " + ", ".join(map(repr, sorted(ends[route.name]))),
            grave=True,
        )
        for route in tree.routes
        if route.name not in taken
    )


def _possible(tree: RouteTree) -> Iterator[tuple[Decision, Facts]]:
    """Every case that the tree could tell apart."""
    channels = {"any other", *(channel for route in tree.routes for channel in route.channel)}
    for severity in Severity:
        for category in (*CATEGORIES, UNSORTED):
            decision = Decision(severity, category, (), (), "")
            for school in SchoolKind:
                for channel in sorted(channels):
                    for hours in Hours:
                        yield decision, Facts(school, channel, hours)


# Per sentence that fires anything: the rules that fired, each with its level.
_Fired = list[dict[str, int]]


def _fired(rulebook: Rulebook, sentences: Iterable[str]) -> _Fired:
    examples = (text for rule in rulebook.rules for text in (*rule.match, *rule.no_match))
    read = dict.fromkeys((*examples, *sentences))
    return [{hit.rule: hit.level for hit in assess(text, rulebook).hits} for text in read]


def _of_rule(rulebook: Rulebook, rule: Rule, fired: _Fired) -> Iterator[Remark]:
    where = f"{rule.file}:{rule.line}"
    if len(rule.match) < _FEW_EXAMPLES:
        yield Remark(
            Matter.FEW_EXAMPLES,
            rule.id,
            where,
            f"only {len(rule.match)} sentences that must match; write more, in both languages",
        )
    unshown = _unshown(rulebook, rule)
    if unshown:
        yield Remark(
            Matter.UNSHOWN_PATTERN,
            rule.id,
            where,
            f"no sentence under match shows {len(unshown)} of the {len(rule.patterns)} under any: "
            f"number {', '.join(map(str, unshown))}",
        )
    mine = [levels for levels in fired if rule.id in levels]
    if not mine:
        yield Remark(Matter.NEVER_FIRES, rule.id, where, "fires on no sentence, not on its own examples")
    elif len(mine) >= _ENOUGH_FIRINGS:
        yield from _shadowed(rulebook, rule, mine)


def _unshown(rulebook: Rulebook, rule: Rule) -> list[int]:
    """The numbers, from 1, of the patterns that no sentence under `match` holds."""
    unshown = dict(enumerate(rule.patterns, 1))
    for text in rule.match:
        for scene in scenes(fold(text), rulebook):
            unshown = {number: pattern for number, pattern in unshown.items() if not scene.occurs(pattern)}
    return list(unshown)


def _shadowed(rulebook: Rulebook, rule: Rule, mine: _Fired) -> Iterator[Remark]:
    """Another rule of the category that fires wherever this one does, and as high."""
    rivals = (r for r in rulebook.rules if r.id != rule.id and r.category == rule.category)
    for other in rivals:
        if all(levels.get(other.id, 0) >= levels[rule.id] for levels in mine):
            yield Remark(
                Matter.SHADOWED,
                rule.id,
                f"{rule.file}:{rule.line}",
                f"on all {len(mine)} sentences where it fires, {other.id} fires as high",
            )
            return


def _ids(rulebook: Rulebook) -> Iterator[Remark]:
    known: dict[str, Rule] = {}
    for rule in rulebook.rules:
        plain = "".join(filter(str.isalnum, rule.id.lower()))
        other = known.setdefault(plain, rule)
        if other is not rule:
            yield Remark(
                Matter.SIMILAR_ID,
                rule.id,
                f"{rule.file}:{rule.line}",
                f"reads like {other.id} in {other.file}:{other.line}",
            )


def _titles(rulebook: Rulebook) -> Iterator[Remark]:
    known: dict[str, Rule] = {}
    for rule in rulebook.rules:
        other = known.setdefault(rule.title.casefold(), rule)
        if other is not rule:
            yield Remark(
                Matter.SAME_TITLE,
                rule.id,
                f"{rule.file}:{rule.line}",
                f"a counselor cannot tell it from {other.id}: both say {rule.title!r}",
            )
