"""Who gets a text: an ordered list of matchers ending in one that always matches. Routing never looks at words."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources.abc import Traversable

from triage.categories import category
from triage.decision import Decision, Severity
from triage.invalid import RulebookInvalid
from triage.load import ROUTES, shipped
from triage.sheet import Entry, read_sheet


class Destination(StrEnum):
    """Abstract places; a district says which people and queues stand behind them."""

    ONCALL = "oncall"  # page the on-call policy of the school
    CRISIS = "crisis"  # the school's queue of urgent matters
    COUNSELOR = "counselor"  # the school's everyday queue
    DISTRICT = "district"  # for what names no school, or one without a counselor queue
    DESIGNEE = "designee"  # for what is about a member of staff


class SchoolKind(StrEnum):
    """What is known of the school a text belongs to."""

    NAMED = "named"
    UNSTAFFED = "unstaffed"  # named, and without a counselor queue of its own
    OTHER = "other"  # "another school"
    UNKNOWN = "unknown"  # "I don't know", or nothing was said


class Hours(StrEnum):
    """Whether the school is open when a text is routed."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"  # no school named, or its hours not told


@dataclass(frozen=True, slots=True)
class Facts:
    """What routing may ask beside the decision; the caller looks it up."""

    school: SchoolKind = SchoolKind.NAMED
    channel: str = "web"
    hours: Hours = Hours.UNKNOWN


@dataclass(frozen=True, slots=True)
class Route:
    """An empty matcher matches everything."""

    name: str
    severity: frozenset[Severity]
    category: frozenset[str]
    school: frozenset[SchoolKind]
    channel: frozenset[str]
    hours: frozenset[Hours]
    to: tuple[Destination, ...]
    go_on: bool

    def matches(self, decision: Decision, facts: Facts) -> bool:
        return (
            (not self.severity or decision.severity in self.severity)
            and (not self.category or decision.category in self.category)
            and (not self.school or facts.school in self.school)
            and (not self.channel or facts.channel in self.channel)
            and (not self.hours or facts.hours in self.hours)
        )

    @property
    def is_root(self) -> bool:
        return not (self.severity or self.category or self.school or self.channel or self.hours)


@dataclass(frozen=True, slots=True)
class RouteTree:
    routes: tuple[Route, ...]  # the last one is the root


def route(decision: Decision, facts: Facts, tree: RouteTree) -> tuple[Destination, ...]:
    """The destinations in the order found, each once; at least one, whatever the facts."""
    return tuple(dict.fromkeys(d for taken in taken_routes(decision, facts, tree) for d in taken.to))


def taken_routes(decision: Decision, facts: Facts, tree: RouteTree) -> Iterator[Route]:
    """Which routes matched: the answer to "who would get this, and by which line?"."""
    for candidate in tree.routes:
        if candidate.matches(decision, facts):
            yield candidate
            if not candidate.go_on:
                return


def load_routes(folder: Traversable | None = None) -> RouteTree:
    """Read `routes.yaml` of the folder, or the shipped one. Raises RulebookInvalid."""
    file = (folder or shipped()) / ROUTES
    if not file.is_file():
        raise RulebookInvalid(ROUTES, "", 0, "the file is missing; without it nothing says who gets a text")
    return read_routes(ROUTES, file.read_text(encoding="utf-8"))


def read_routes(file: str, text: str) -> RouteTree:
    """Raises RulebookInvalid when a name is unknown, the root is missing or a line can never be reached."""
    sheet = read_sheet(file, text)
    entries = list(sheet.known_fields("about", "routes", needed=("routes",))["routes"].items())
    routes = tuple(_route(entry) for entry in entries)
    if not routes or not routes[-1].is_root or routes[-1].go_on:
        sheet.wrong("the last route must match everything: no when, no continue")
    for entry, found in zip(entries[:-1], routes, strict=False):
        if found.is_root and not found.go_on:
            entry.wrong("everything ends here, so the routes below can never be reached")
    if len({found.name for found in routes}) < len(routes):
        sheet.wrong("two routes have the same name")
    return RouteTree(routes)


_MATCHERS = ("severity", "category", "school", "channel", "hours")


def _route(entry: Entry) -> Route:
    parts = entry.known_fields("name", "when", "to", "continue", needed=("name", "to"))
    when = parts["when"].known_fields(*_MATCHERS) if "when" in parts else {}
    to = tuple(Destination(item.one_of(Destination)) for item in _listed(parts["to"]))
    if not to:
        parts["to"].wrong("at least one destination is expected here")
    return Route(
        name=parts["name"].text(),
        severity=frozenset(Severity(e.one_of(Severity)) for e in _listed(when.get("severity"))),
        category=frozenset(category(e, unsorted=True) for e in _listed(when.get("category"))),
        school=frozenset(SchoolKind(e.one_of(SchoolKind)) for e in _listed(when.get("school"))),
        channel=frozenset(e.text() for e in _listed(when.get("channel"))),
        hours=frozenset(Hours(e.one_of(Hours)) for e in _listed(when.get("hours"))),
        to=to,
        go_on="continue" in parts and parts["continue"].truth(),
    )


def _listed(entry: Entry | None) -> list[Entry]:
    """One text or a list of them."""
    if entry is None:
        return []
    return list(entry.items()) if entry.is_list else [entry]
