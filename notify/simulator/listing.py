"""Lists as Twilio answers them: newest first, filtered, in pages that name the next one."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import urlencode

from notify.simulator.fields import Fields
from notify.simulator.records import Record
from notify.simulator.resources import VERSION, Json

_MOST = 1000
_DEFAULT = 50
_PAGING = frozenset({"Page", "PageSize", "PageToken"})


def matching(records: Sequence[Record], fields: Fields, *, when: str) -> list[Record]:
    """Newest first. `when` is the name of the filter by time: a day, or an instant with `<` or `>` after the name."""
    return [
        each
        for each in reversed(records)
        if fields.get("To", each.to) == each.to
        and fields.get("From", each.sender) == each.sender
        and fields.get("Status", each.status) == each.status
        and _in_time(each.at.astimezone(UTC), fields, when)
    ]


def _in_time(at: datetime, fields: Fields, when: str) -> bool:
    exact, before, after = (fields.get(when + sign, "") for sign in ("", "<", ">"))
    if exact and at.date() != _instant(exact).date():
        return False
    if before and at > _instant(before):
        return False
    return not after or at >= _instant(after)


def _instant(text: str) -> datetime:
    """A day or an instant; both are UTC."""
    found = datetime.fromisoformat(text)
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found


def page(
    name: str, base: str, records: Sequence[Record], fields: Fields, shown: Callable[[Record], Json]
) -> Json:
    """One page of `/2010-04-01/…`. `base` is the list's path under its account."""
    size = min(_MOST, max(1, int(fields.get("PageSize", str(_DEFAULT)))))
    number = max(0, int(fields.get("Page", "0")))
    begins = number * size
    part = [shown(each) for each in records[begins : begins + size]]
    kept = [(key, value) for key, value in fields.items() if key not in _PAGING]

    def address(which: int) -> str:
        query = [*kept, ("PageSize", str(size)), ("Page", str(which))]
        if which:
            # Twilio's own mark of a place; ours says the same as the page's number.
            query.append(("PageToken", f"PA{which}"))
        return f"/{VERSION}/{base}?{urlencode(query)}"

    return {
        name: part,
        "page": number,
        "page_size": size,
        "start": begins,
        "end": begins + max(0, len(part) - 1),
        "uri": address(number),
        "first_page_uri": address(0),
        "next_page_uri": address(number + 1) if begins + size < len(records) else None,
        "previous_page_uri": address(number - 1) if number else None,
    }
