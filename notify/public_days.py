"""Public holidays by law, of a country or a part of it, from PyPI `holidays`. Pure."""

from datetime import date

import holidays

from notify.wall import HandoffRefused


def public_days_off(region: str, first: date, last: date) -> frozenset[date]:
    """`region` like `US`, `US-IL`, `AU-NSW`; empty: none. The days between two dates, both included.

    Raises HandoffRefused("region").
    """
    if not region:
        return frozenset()
    country, _, part = region.partition("-")
    try:
        found = holidays.country_holidays(
            country, subdiv=part or None, years=range(first.year, last.year + 1), observed=True
        )
    except NotImplementedError:
        raise HandoffRefused("region", "Write the region like US, US-IL or AU-NSW.") from None
    return frozenset(day for day in found if first <= day <= last)
