"""Who is on call now and next, the gaps, and seven days."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from reporting.staff.doors import StaffDoors
from reporting.staff.gate import here
from reporting.staff.week import week_of


def on_call_pages(doors: StaffDoors) -> Blueprint:
    pages = Blueprint("on_call", __name__)

    @pages.get("/on-call")
    def page() -> ResponseReturnValue:
        zone = ZoneInfo(doors.house.facts().zone)
        view = doors.on_calls.view(here(), _first_day(request.args.get("week")), _asked(zone))
        weeks = {team.name: week_of(team.week, view.first, view.zone) for team in view.teams}
        return render_template(
            "on_call.html",
            view=view,
            counts=doors.pages_counted is not None and bool(here().principal.leads),
            weeks=weeks,
            today=view.now.astimezone(zone).date(),
            before=view.first - timedelta(days=7),
            after=view.first + timedelta(days=7),
            asked_day=request.args.get("day", ""),
            asked_clock=request.args.get("clock", ""),
        )

    counts = doors.pages_counted
    if counts is not None:

        @pages.get("/on-call/pages")
        def woken() -> ResponseReturnValue:
            """For leads: how often pages woke each person, and how often for nothing."""
            return render_template("page_counts.html", counts=counts.view(here()))

    return pages


def _first_day(text: str | None) -> date | None:
    """The first of the seven days that are shown; None for today and for anything that is no date."""
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    # Days at either end of the calendar have no neighbours to link to.
    if not date(2000, 1, 1) <= day <= date(2200, 1, 1):
        return None
    return day


def _asked(zone: ZoneInfo) -> datetime | None:
    """The instant of "Who at …?", as UTC; of a clock time that happens twice, the first."""
    try:
        day = date.fromisoformat(request.args.get("day", ""))
        clock = time.fromisoformat(request.args.get("clock", ""))
    except ValueError:
        return None
    if clock.tzinfo is not None or not date(2000, 1, 1) <= day <= date(2200, 1, 1):
        return None
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
