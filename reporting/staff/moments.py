"""Times as people on duty read them: in the district's zone, as short as the day allows."""

from datetime import date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from flask_babel import format_date, ngettext
from flask_babel import gettext as _


def local(moment: datetime, zone: str) -> datetime:
    return moment.astimezone(ZoneInfo(zone))


def clock(moment: datetime, zone: str) -> str:
    """`14:05`: duty rosters and pages use the 24-hour clock in both languages."""
    return f"{local(moment, zone):%H:%M}"


def day(moment: datetime, zone: str) -> str:
    return plain_day(local(moment, zone).date())


def day_before(moment: datetime, zone: str) -> str:
    """The last day of a time that ends at this midnight."""
    return day(moment - timedelta(seconds=1), zone)


def plain_day(day: date) -> str:
    return str(format_date(day, "EEE d MMM"))


def day_of_year(day: date) -> str:
    """For a day that may lie in another year: an agreement's review, a key's end."""
    return str(format_date(day, "EEE d MMM y"))


def day_clock(moment: datetime, zone: str, now: datetime) -> str:
    """The clock alone today, with the day else."""
    if local(moment, zone).date() == local(now, zone).date():
        return clock(moment, zone)
    return f"{day(moment, zone)}, {clock(moment, zone)}"


def span(length: timedelta) -> str:
    """`4 min`, `3 h`, `2 days`; never less than a minute."""
    return minutes(whole_minutes(length))


def whole_minutes(length: timedelta) -> int:
    """Never less than one."""
    return max(1, int(length.total_seconds()) // 60)


def age(count: int) -> str:
    """`4 min old`."""
    return str(_("%(span)s old", span=minutes(count)))


def minutes(count: int) -> str:
    """`span` of so many."""
    if count < 60:  # noqa: PLR2004 -- an hour
        return str(_("%(n)s min", n=count))
    hours = count // 60
    if hours < 48:  # noqa: PLR2004 -- below two days hours say more
        return str(_("%(n)s h", n=hours))
    return str(ngettext("%(num)s day", "%(num)s days", hours // 24))


NEAR = timedelta(hours=2)


def due_state(moment: datetime, now: datetime) -> Literal["late", "near", "calm"]:
    """How a promised time is shown: by shape and fill beside its words."""
    if moment <= now:
        return "late"
    return "near" if moment - now <= NEAR else "calm"


def due(moment: datetime, zone: str, now: datetime) -> str:
    if moment <= now:
        return str(_("overdue %(span)s", span=span(now - moment)))
    if moment - now < timedelta(hours=1):
        return str(_("%(span)s left", span=span(moment - now)))
    if moment - now < timedelta(days=6) and local(moment, zone).date() != local(now, zone).date():
        named = str(format_date(local(moment, zone).date(), "EEE"))  # no second Tuesday is near
        return str(_("by %(time)s", time=f"{named} {clock(moment, zone)}"))
    return str(_("by %(time)s", time=day_clock(moment, zone, now)))
