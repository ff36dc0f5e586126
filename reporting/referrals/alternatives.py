"""Who else could help, and has room: the same need, the student's language, an age that fits, and as much against what
makes it hard as possible. Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from reporting.model.help.words import Barrier, Capacity, FacetKind
from reporting.referrals.barriers import answered
from reporting.referrals.directory.directory import Entry
from reporting.referrals.directory.freshness import days_since

MOST = 3
_LONG_AGO = 10_000  # days: nobody ever confirmed it


@dataclass(frozen=True, slots=True)
class Sought:
    """`former`: whom it went to before, None if the directory has it no more. `ages`: of the student as far as they said
    it, lowest and highest, else those whom the former service is for.
    """

    former: Entry | None
    lang: str
    ages: tuple[int, int] | None
    barriers: tuple[Barrier, ...]


@dataclass(frozen=True, slots=True)
class Alternative:
    """`service`: as the form of a proposal names it; `days`: since somebody confirmed its entry, None: nobody yet."""

    service: str
    name: str
    organization: str
    languages: tuple[str, ...]
    met: tuple[Barrier, ...]
    unmet: tuple[Barrier, ...]
    days: int | None


def alternatives(entries: Iterable[Entry], sought: Sought, today: int) -> tuple[Alternative, ...]:
    """At most three, what answers most first, then whose entry is fresher."""
    found = [_shown(one, sought, today) for one in entries if _fits(one, sought)]
    found.sort(key=lambda one: (len(one.unmet), _LONG_AGO if one.days is None else one.days, one.name))
    return tuple(found[:MOST])


def _fits(entry: Entry, sought: Sought) -> bool:
    service, former = entry.service, sought.former
    if not (entry.shown and service.takes_referrals and service.capacity is Capacity.OPEN):
        return False
    if former is not None:
        if service.id == former.service.id:
            return False
        needs = frozenset(former.service.codes(FacetKind.NEED))
        if needs and not needs & frozenset(service.codes(FacetKind.NEED)):
            return False
    if entry.languages and sought.lang not in entry.languages:
        return False
    lowest, highest = sought.ages or (0, 99)
    return (service.min_age or 0) <= highest and lowest <= (
        99 if service.max_age is None else service.max_age
    )


def _shown(entry: Entry, sought: Sought, today: int) -> Alternative:
    has = answered(entry)
    return Alternative(
        entry.service.id.hex(),
        entry.service.name,
        entry.organization.name,
        entry.languages,
        tuple(one for one in sought.barriers if one in has),
        tuple(one for one in sought.barriers if one not in has),
        days_since(entry.organization, today),
    )


def ages_of(said: str) -> tuple[int, int] | None:
    """From an age band as students pick it: "13-14", "17", "18+". None for anything else."""
    low, _, high = said.strip().removesuffix("+").partition("-")
    if not low.isdecimal() or (high and not high.isdecimal()):
        return None
    return int(low), 99 if said.strip().endswith("+") else int(high or low)
