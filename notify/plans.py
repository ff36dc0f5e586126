"""A team's layers, overrides and days off, read from the database as one plan."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from notify import rota_tables as kept
from notify.hours import Calendar
from notify.layers import layers
from notify.overrides import overrides
from notify.plan import Layer, Plan
from notify.public_days import public_days_off
from notify.rotation import Rotation
from notify.sources import days_off

# The caller's houses by their ids. None: the caller knows no hours of it, so it is never open.
Calendars = Callable[[bytes], Calendar | None]


def no_calendars(_: bytes) -> Calendar | None:
    return None


def region(conn: Connection, *, district: bytes, team: bytes) -> str:
    """Whose public holidays are days off for this team; "" for none."""
    found = conn.execute(
        select(kept.Rota.region).where(kept.Rota.district == district, kept.Rota.team == team)
    ).scalar()
    return found or ""


def check_region(region: str) -> None:
    """Raises HandoffRefused("region")."""
    public_days_off(region, date(2026, 1, 1), date(2026, 12, 31))


def save_region(conn: Connection, *, district: bytes, team: bytes, region: str) -> None:
    """Call `notify.rotas.refresh` afterwards. Raises HandoffRefused("region")."""
    check_region(region)
    mine = (kept.Rota.district == district, kept.Rota.team == team)
    if conn.execute(update(kept.Rota).where(*mine).values(region=region)).rowcount == 0:
        conn.execute(insert(kept.Rota).values(district=district, team=team, region=region))


def plan_of(
    conn: Connection,
    *,
    district: bytes,
    team: bytes,
    start: datetime,
    end: datetime,
    calendars: Calendars,
    instead: Sequence[Layer] | None = None,
) -> Plan:
    """All that decides who is on call between two instants. `instead`: layers to try in place of those kept."""
    found = layers(conn, district=district, team=team) if instead is None else tuple(instead)
    chosen = region(conn, district=district, team=team)
    days = public_days_off(chosen, start.date() - timedelta(days=2), end.date() + timedelta(days=2))
    days |= days_off(conn, district=district, team=team)
    houses: dict[bytes | None, Calendar] = {None: Calendar(off=days)}
    for key in {each.calendar for each in found if isinstance(each, Rotation) and each.calendar}:
        own = calendars(key)
        if own is not None:
            houses[key] = Calendar(own.days, own.off | days)
    return Plan(found, overrides(conn, district=district, team=team, start=start, end=end), houses)
