"""One notice to one person about their shifts: by text, else by mail, in the hours that are decent. At most once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from notify.contacts import Known, address, contacts
from notify.oncall import ladder
from notify.outbox import Class, enqueue
from notify.ports import Channel, Sealer, Unopenable
from notify.roster import Interval
from notify.shift_wording import moment, say

MORNING, EVENING = time(7), time(21)
VALID_S = 12 * 3600


@dataclass(frozen=True, slots=True)
class Notices:
    """`link`: the address of one's own shifts. `mail`: whether a mail server is set; else nobody is written to."""

    sealer: Sealer
    link: str
    mail: bool = False


def told_at(starts: datetime, zone: ZoneInfo) -> datetime:
    """When a person is told that their shift begins. Pure."""
    local = starts.astimezone(zone)
    if MORNING <= local.time() < EVENING:
        return starts
    day = local.date() if local.time() >= EVENING else local.date() - timedelta(days=1)
    return datetime.combine(day, EVENING, tzinfo=zone).astimezone(starts.tzinfo)


@dataclass(frozen=True, slots=True)
class Post:
    """Puts one notice into the outbox, where the person has a way to get it."""

    conn: Connection
    notices: Notices
    district: bytes
    team: bytes
    now: datetime

    @property
    def zone(self) -> ZoneInfo:
        rules = ladder(self.conn, district=self.district, team=self.team)
        return ZoneInfo(rules.zone if rules else "UTC")

    def not_before(self, *, urgent: bool) -> datetime:
        """Now by day, the next morning at night; at once where it cannot wait."""
        local = self.now.astimezone(self.zone)
        if urgent or MORNING <= local.time() < EVENING:
            return self.now
        day = local.date() if local.time() < MORNING else local.date() + timedelta(days=1)
        return datetime.combine(day, MORNING, tzinfo=local.tzinfo)

    def put(
        self,
        person: bytes,
        row: bytes,
        said: Sequence[tuple[str, Sequence[Interval]]],
        not_before: datetime,
    ) -> int:
        """One notice; 0 where no channel reaches this person."""
        known = contacts(self.conn, district=self.district, persons=[person])
        rules = ladder(self.conn, district=self.district, team=self.team)
        if person not in known or rules is None:
            return 0
        channel = self._channel(known[person], rules.sender)
        if channel is None:
            return 0
        try:
            to = address(
                self.conn,
                district=self.district,
                person=person,
                channel=channel,
                sealer=self.notices.sealer,
            )
        except (LookupError, Unopenable):
            return 0  # the ladder raises the alarm of a number that cannot be read
        body = self._body(said, known[person].lang, ZoneInfo(rules.zone))
        if channel is Channel.EMAIL:
            body = say("subject", known[person].lang) + "\n\n" + body
        enqueue(
            self.conn,
            district=self.district,
            row_id=row,
            class_=Class.DIGEST,
            sealed_to=self.notices.sealer.seal(to.encode(), row),
            sealed_body=self.notices.sealer.seal(body.encode(), row),
            sealer="service",
            sender=rules.sender if channel is Channel.SMS else "",
            now=self.now,
            not_before=not_before,
            channel=channel,
            validity_s=VALID_S,
        )
        return 1

    def _channel(self, known: Known, sender: str) -> Channel | None:
        if Channel.SMS in known.channels and sender:
            return Channel.SMS
        return Channel.EMAIL if known.email and self.notices.mail else None

    def _body(self, said: Sequence[tuple[str, Sequence[Interval]]], lang: str, zone: ZoneInfo) -> str:
        lines = []
        for text, times in said:
            if not times:
                continue
            more = say("more", lang, count=str(len(times) - 1)) if len(times) > 1 else ""
            lines.append(
                say(
                    text,
                    lang,
                    start=moment(times[0].starts, zone, lang),
                    end=moment(times[0].ends, zone, lang),
                    more=more,
                )
            )
        return say("frame", lang, said=" ".join(lines), link=self.notices.link)
