"""The shares of a period, as ranges: of the district each month; of the district and its schools each school year."""

from collections.abc import Iterable, Mapping

from reporting.insights.coding import Range, numbers, range_of, still_wide
from reporting.insights.cube import DISTRICT, Outline
from reporting.model.measure import SHARES, Share

# By place and event: each school's own, and the district's.
Events = Mapping[tuple[str, str], int]
Ranges = Mapping[tuple[str, str], Range | None]


def of_month(events: Events) -> Ranges:
    """By place (the district) and name of the share."""
    return {(DISTRICT, share.name): _range(events, (DISTRICT,), share) for share in SHARES}


def of_year(months: Iterable[Events], outline: Outline) -> Ranges:
    """A share of which months and schools together would say more than each alone is left out for all places."""
    each = list(months)
    found: dict[tuple[str, str], Range | None] = {}
    for share in SHARES:
        by_month = [_bounds(events, (DISTRICT,), share) for events in each]
        whole = _summed(each)
        own = [_bounds(whole, (school,), share) for school in outline.bands]
        district = _bounds(whole, (DISTRICT,), share)
        fine = still_wide([district], by_month) and still_wide(own, [district]) and still_wide(own, by_month)
        # Bands would be a third way to add up the same: schools and the district are enough.
        for place in (DISTRICT, *outline.bands):
            found[place, share.name] = _range(whole, (place,), share) if fine else None
    return found


def _range(events: Events, places: Iterable[str], share: Share) -> Range | None:
    part, whole = _of(events, places, share)
    return range_of(part, whole)


def _bounds(events: Events, places: Iterable[str], share: Share) -> tuple[int, int]:
    part, whole = _of(events, places, share)
    return numbers(range_of(part, whole), whole)


def _of(events: Events, places: Iterable[str], share: Share) -> tuple[int, int]:
    """A part that is more than its whole, by a count that came late, is all of it."""
    each = tuple(places)
    whole = sum(events.get((place, share.whole), 0) for place in each)
    return min(sum(events.get((place, share.part), 0) for place in each), whole), whole


def _summed(each: Iterable[Events]) -> Events:
    found: dict[tuple[str, str], int] = {}
    for events in each:
        for key, n in events.items():
            found[key] = found.get(key, 0) + n
    return found
