"""Telling staff that a drill comes, and that one was called off. Behind every page: a drill's text never waits before one."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update

from notify import drill_wording
from notify.contacts import contacts
from notify.drill_tables import Drill, DrillPerson
from notify.drills.planned import ANNOUNCED, NOTICE
from notify.oncall import TeamLadder, ladder, on_call
from notify.outbox import Class
from notify.pages.opening import derived_id
from notify.pages.ringing import Desk
from notify.ports import Channel
from notify.shift_post import EVENING, MORNING
from notify.shift_wording import moment
from notify.tables import insert_if_absent

# Announced drills are told of a day before, or when they are planned.
AHEAD = timedelta(days=1)
VALID_S = 3600
Channels = frozenset[Channel]


def tell_ahead(desk: Desk, channels: Channels) -> int:
    """Whoever is to be on call when an announced drill begins; who comes on call later by a swap is told then."""
    coming = desk.conn.execute(
        select(Drill.drill, Drill.team, Drill.starts, Drill.reference).where(
            Drill.district == desk.district,
            Drill.kind == ANNOUNCED,
            Drill.state == "planned",
            Drill.starts > desk.at,
            Drill.starts <= desk.at + int(AHEAD.total_seconds()),
        )
    ).all()
    told = 0
    for each in coming:
        rules = ladder(desk.conn, district=desk.district, team=each.team)
        if rules is None:
            continue
        starts = datetime.fromtimestamp(each.starts, UTC)
        known = on_call(desk.conn, district=desk.district, team=each.team, now=starts)
        for person in known:
            if not _claim(desk, each.drill, person):
                continue
            told += _Notice(desk, channels, rules, each.drill).tell(
                person, "ahead", starts=starts, reference=each.reference
            )
    return told


def tell_off(desk: Desk, channels: Channels) -> int:
    """Whoever was told of a drill, or was rung for it, hears that it is called off; once."""
    off = desk.conn.execute(
        select(Drill.drill, Drill.team)
        .where(Drill.district == desk.district, Drill.notice_due)
        .order_by(Drill.drill)
        .with_for_update()
    ).all()
    told = 0
    for each in off:
        desk.conn.execute(
            update(Drill)
            .where(Drill.district == desk.district, Drill.drill == each.drill)
            .values(notice_due=False)
        )
        rules = ladder(desk.conn, district=desk.district, team=each.team)
        reached = desk.conn.execute(
            select(DrillPerson.person)
            .where(DrillPerson.district == desk.district, DrillPerson.drill == each.drill)
            .where(DrillPerson.rung.is_not(None) | DrillPerson.told.is_not(None))
            .order_by(DrillPerson.person)
        ).scalars()
        for person in reached:
            told += _Notice(desk, channels, rules, each.drill).tell(person, "off")
    return told


def _claim(desk: Desk, drill: bytes, person: bytes) -> bool:
    """Whether this process is the one that tells them."""
    row = {"district": desk.district, "drill": drill, "person": person}
    return insert_if_absent(desk.conn, DrillPerson, row | {"told": desk.at, "missed": False})


@dataclass(frozen=True, slots=True)
class _Notice:
    """One drill's word to those whom it concerns: by text, else by mail."""

    desk: Desk
    channels: Channels
    rules: TeamLadder | None
    drill: bytes

    def tell(self, person: bytes, text: str, *, starts: datetime | None = None, reference: str = "") -> int:
        desk, rules = self.desk, self.rules
        known = contacts(desk.conn, district=desk.district, persons=[person]).get(person)
        usable = known.channels & self.channels if known else frozenset()
        if known is None or rules is None or not usable & {Channel.SMS, Channel.EMAIL}:
            return 0
        channel = Channel.SMS if Channel.SMS in usable else Channel.EMAIL
        zone = ZoneInfo(rules.zone)
        time = moment(starts, zone, known.lang) if starts else ""
        body = drill_wording.say(text, known.lang, time=time, link=desk.link(reference))
        if channel is Channel.EMAIL:
            body = drill_wording.say("subject", known.lang) + "\n\n" + body
        return desk.put(
            person,
            channel,
            body,
            derived_id(f"drill {text}", self.drill, person),
            rules.sender if channel is Channel.SMS else "",
            validity_s=VALID_S,
            class_=Class.DIGEST,
            not_before=_decent(desk.now, starts, zone) if starts else None,
        )


def _decent(now: datetime, starts: datetime, zone: ZoneInfo) -> datetime:
    """Now by day; at night the next morning, but before the drill."""
    local = now.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return now
    day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
    morning = datetime.combine(day, MORNING, tzinfo=zone)
    return max(now, min(morning, starts - NOTICE))
