"""Periods of figures: a month is 202611, a school year is the calendar year in which it began, 2026. July begins one."""

from reporting.model.clock import month_after

FIRST_MONTH = 7
_MONTHS = 12


def year_of(month: int) -> int:
    """202611 and 202705 both belong to 2026."""
    year, number = divmod(month, 100)
    return year if number >= FIRST_MONTH else year - 1


def months_of(year: int) -> tuple[int, ...]:
    first = year * 100 + FIRST_MONTH
    found = [first]
    while len(found) < _MONTHS:
        found.append(month_after(found[-1]))
    return tuple(found)


def is_month(period: int) -> bool:
    return period > 9999  # noqa: PLR2004  # years have four digits, months six
