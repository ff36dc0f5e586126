"""The shares and the tens of a period, as ranges: of the district each month; of the district, its bands, its schools and
its topics each school year.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reporting.insights.coding import Range, Sums, counts_of, numbers, range_of, still_wide, tens_of
from reporting.insights.cube import DISTRICT, SCHOOL, TOPIC, Outline
from reporting.insights.topics import TOPICS
from reporting.model.measure import SHARES, TENS, Share, Step

# By place and event: each school's own, each topic's, and the district's.
Events = Mapping[tuple[str, str], int]
Ranges = Mapping[tuple[str, str], Range | None]
Coded = tuple[Range | None, tuple[int, int]]  # the range, and the numbers that it allows
Code = Callable[[Events, str], Coded]
REST = "rest"


@dataclass(frozen=True, slots=True)
class _Figure:
    """`name`: as it is published; `code`: what of the events of a place is said; `topics`: whether it is by topic too."""

    name: str
    code: Code
    topics: bool


def of_month(events: Events, figures: Sequence[_Figure] | None = None) -> Ranges:
    """By place (the district) and name."""
    return {(DISTRICT, one.name): one.code(events, DISTRICT)[0] for one in figures or SHARE_FIGURES}


def tens_of_month(events: Events) -> Ranges:
    return of_month(events, TENS_FIGURES)


def of_year(months: Iterable[Events], outline: Outline, figures: Sequence[_Figure] | None = None) -> Ranges:
    """Where months, bands, schools and topics together would say more than each alone, less is published: no topics, no
    bands, no schools, nothing.
    """
    each = list(months)
    found: dict[tuple[str, str], Range | None] = {}
    whole = _summed(each, outline)
    for one in figures or SHARE_FIGURES:
        found |= _of_year(one, each, whole, outline)
    return found


def tens_of_year(months: Iterable[Events], outline: Outline) -> Ranges:
    return of_year(months, outline, TENS_FIGURES)


def _of_year(figure: _Figure, each: Sequence[Events], whole: Events, outline: Outline) -> Ranges:
    bands = sorted({band for band in outline.bands.values() if band is not None})
    topics = tuple(TOPIC + topic for topic in TOPICS) if figure.topics else ()
    places = (DISTRICT, *bands, *outline.bands, *topics)
    coded = {place: figure.code(whole, place) for place in places}
    known = {f"month:{at}": figure.code(events, DISTRICT)[1] for at, events in enumerate(each)}
    months = tuple(known)
    known |= {place: allowed for place, (_, allowed) in coded.items()}
    known[REST] = 0, max(high for _, high in known.values())
    more = any(place.startswith(SCHOOL) and place not in outline.bands for place, _ in whole)
    for shown in _less_and_less(bands, tuple(outline.bands), topics):
        sums = _sums(shown, months, outline, more=more)
        names = {DISTRICT}.union(*(parts for _, parts in sums.all()))
        if still_wide({name: known[name] for name in names}, sums):
            return {
                (place, figure.name): coded[place][0] if place == DISTRICT or place in shown else None
                for place in places
            }
    return {(place, figure.name): None for place in places}


def _less_and_less(
    bands: Sequence[str], schools: Sequence[str], topics: Sequence[str]
) -> tuple[frozenset[str], ...]:
    """What is tried to be published beside the district."""
    return (
        frozenset((*bands, *schools, *topics)),
        frozenset((*bands, *schools)),
        frozenset((*schools, *topics)),
        frozenset(schools),
        frozenset((*bands, *topics)),
        frozenset(bands),
        frozenset(),
    )


def _sums(shown: frozenset[str], months: tuple[str, ...], outline: Outline, *, more: bool) -> Sums:
    """What is not published says nothing of others. `more`: something was counted of no school, or of an unknown one."""
    schools = tuple(school for school in outline.bands if school in shown)
    bands = tuple(sorted({band for band in outline.bands.values() if band is not None and band in shown}))
    topics = tuple(TOPIC + topic for topic in TOPICS if TOPIC + topic in shown)
    single = tuple(school for school in schools if not bands or outline.bands[school] is None)
    inside = {band: tuple(one for one in schools if outline.bands[one] == band) for band in bands if schools}
    if not schools:
        more = more or None in outline.bands.values()
    places = (*bands, *single, *([REST] if more else []))
    ways = (months, places if bands or single else (), topics)
    return Sums(DISTRICT, tuple(way for way in ways if way), inside)


def _share(share: Share) -> Code:
    def code(events: Events, place: str) -> Coded:
        """A part that is more than its whole, by a count that came late, is all of it."""
        whole = events.get((place, share.whole), 0)
        part = min(events.get((place, share.part), 0), whole)
        found = range_of(part, whole)
        return found, numbers(found, whole)

    return code


def _tens(step: str) -> Code:
    def code(events: Events, place: str) -> Coded:
        found = tens_of(events.get((place, step), 0))
        return found, counts_of(found)

    return code


SHARE_FIGURES = tuple(_Figure(one.name, _share(one), topics=one.whole == Step.SENT) for one in SHARES)
# What makes it hard is named before anybody knows what it is about.
TENS_FIGURES = tuple(_Figure(one, _tens(one), topics=one is Step.SENT) for one in TENS)


def _summed(each: Iterable[Events], outline: Outline) -> Events:
    """Over the months; of each band, over its schools too."""
    found: dict[tuple[str, str], int] = {}
    for events in each:
        for (place, event), n in events.items():
            band = outline.bands.get(place)
            for one in (place,) if band is None else (place, band):
                found[one, event] = found.get((one, event), 0) + n
    return found
