"""Counts of a made-up district: pages by person, and who came back."""

from datetime import date, timedelta

from reporting.cases.own_mark import Rating
from reporting.cases.pages_counted import PageCounts, PersonCount, WeekCount
from reporting.cases.returns_counted import ReturnFigures, Share, WeekReturns
from reporting.people.staff_session import StaffSession

MONDAYS = tuple(date(2026, 3, 2) + timedelta(weeks=week) for week in range(4))


class MadeUpPagesCounted:
    """Somebody was woken, twice for nothing; somebody else was not."""

    def view(self, session: StaffSession) -> PageCounts:
        del session
        none = WeekCount(0, 0)
        return PageCounts(
            MONDAYS,
            (
                PersonCount("Ana Ruiz", (WeekCount(3, 0), none, WeekCount(5, 2), WeekCount(1, 0))),
                PersonCount("Ben Okafor", (none,) * 4),
            ),
        )


class MadeUpReturns:
    """Three weeks of which something may be said, and one of too few."""

    def view(self, session: StaffSession) -> ReturnFigures:
        del session
        shares = (Share(24, 75), Share(31, 65), None, Share(20, 95, ">"))
        weeks = tuple(WeekReturns(monday, share) for monday, share in zip(MONDAYS, shares, strict=True))
        ratings = tuple((one.value, 12 if at == 0 else None) for at, one in enumerate(Rating))
        return ReturnFigures(weeks, Share(75, 75), ratings)
