"""Lists of steps for the hardest threads: what was done, by whom and when, sealed in the thread. Pure.

Our own words, named after what they follow; they replace no training and are no instrument that is scored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from reporting.cases.opened_message import OpenedMessage
from reporting.cases.steps import LISTS, Steps
from reporting.model.ids import MemberId
from reporting.model.kind import Kind

CHECKED = "checklist"
LONGEST = 200  # of the agency's line and its reference


@dataclass(frozen=True, slots=True)
class Ticked:
    """By whom and when a step was last said to be done."""

    member: MemberId | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """`began`: when somebody first kept anything of this list; a report's clock runs from then."""

    steps: Steps
    ticks: Mapping[str, Ticked]
    began: datetime | None
    agency: str
    reference: str

    def __repr__(self) -> str:
        return f"Standing({self.steps.key!r})"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a form says: steps that were ticked or unticked in it, and only these, so that two people lose nothing."""

    steps: str
    on: tuple[str, ...]
    off: tuple[str, ...]
    agency: str = ""
    reference: str = ""

    def __repr__(self) -> str:
        return "Checked(<sealed>)"

    def params(self) -> dict[str, str]:
        """As the note holds it: steps of the list alone."""
        known = {key for key, _ in LISTS[self.steps].items}
        said = {
            "list": self.steps,
            "on": " ".join(one for one in self.on if one in known),
            "off": " ".join(one for one in self.off if one in known),
            "agency": self.agency.strip()[:LONGEST],
            "reference": self.reference.strip()[:LONGEST],
        }
        return {name: value for name, value in said.items() if value}

    @property
    def empty(self) -> bool:
        return not (self.on or self.off or self.agency.strip() or self.reference.strip())


def standing(opened: Iterable[OpenedMessage]) -> tuple[Standing, ...]:
    """Every list as the thread's notes leave it; later notes count over earlier ones."""
    found: dict[str, Standing] = {key: Standing(steps, {}, None, "", "") for key, steps in LISTS.items()}
    for one in opened:
        payload = one.payload
        if one.stored.kind is not Kind.NOTE or one.failure is not None or payload is None:
            continue
        before = found.get(payload.params.get("list", ""))
        if payload.code != CHECKED or before is None:
            continue
        at = datetime.fromtimestamp(payload.at, UTC)
        ticks = dict(before.ticks)
        ticks |= {key: Ticked(one.member, at) for key in payload.params.get("on", "").split()}
        for key in payload.params.get("off", "").split():
            ticks.pop(key, None)
        found[before.steps.key] = Standing(
            before.steps,
            ticks,
            before.began or at,
            payload.params.get("agency", before.agency),
            payload.params.get("reference", before.reference),
        )
    return tuple(found.values())


def belonging(lists: Iterable[Standing], category: str) -> tuple[Standing, ...]:
    """Those of this category, and those that somebody began all the same; the former first."""
    shown = [one for one in lists if category in one.steps.categories or one.began is not None]
    return tuple(sorted(shown, key=lambda one: category not in one.steps.categories))
