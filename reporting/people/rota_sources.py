"""Rotas and days off that a district keeps in a calendar of its own: looked at, kept, and read again by the clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

import notify.layers
import notify.oncall
import notify.rotas
import notify.sources
from notify.dated import DatedLayer, Turn
from notify.ical_reading import CalendarRefused, Entry, read_calendar, without_overlaps
from notify.sources import Purpose, Source
from reporting.model.ids import TeamId
from reporting.people.calendar_fetch import CalendarFetch
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.names import fold
from reporting.people.refused import Refused
from reporting.people.rota_clock import RotaClock
from reporting.people.rotas import Rotas
from reporting.people.staff_session import StaffSession
from reporting.vault.service_box import ServiceBox

BEFORE, AHEAD, OF_A_FILE = timedelta(days=1), timedelta(days=60), timedelta(days=366)
OLD = timedelta(days=1)
READ_EVERY = timedelta(minutes=50)


@dataclass(frozen=True, slots=True)
class ReadRota:
    """`unmatched`: titles that are nobody's name, or more than one person's; that time stays a gap."""

    turns: tuple[Turn, ...]
    off: tuple[tuple[datetime, datetime], ...]
    unmatched: tuple[str, ...]


class RotaSources:
    def __init__(
        self,
        ground: Ground,
        directory: Directory,
        rotas: Rotas,
        clock: RotaClock,
        *,
        service: ServiceBox,
        fetch: CalendarFetch,
    ) -> None:
        self._ground = ground
        self._directory = directory
        self._rotas = rotas
        self._clock = clock
        self._service = service
        self._fetch = fetch

    def read(self, purpose: Purpose, *, address: str, text: str) -> ReadRota:
        """Nothing is kept. Raises Refused("calendar_…"), whose facts may name a `line`."""
        now = self._ground.clock()
        raw = text.encode() if text else self._fetch.get(address)
        return self._understood(raw, purpose, now + (OF_A_FILE if text else AHEAD))

    def layer(self, read: ReadRota, *, layer: bytes, position: int, rank: int) -> DatedLayer:
        return DatedLayer(layer, self._zone(), read.turns, position, rank)

    def save(
        self,
        session: StaffSession,
        team: TeamId,
        purpose: Purpose,
        read: ReadRota,
        layer: DatedLayer,
        *,
        address: str,
    ) -> None:
        """Raises Refused("not_registrar" | "unknown"), StepUpRefused("needed")."""
        district = self._ground.district
        sealed = self._service.seal(address.encode(), layer.layer) if address else None
        source = Source(
            layer.layer, team, purpose, sealed, self._ground.clock(), unmatched=len(read.unmatched)
        )

        def act(conn: Connection) -> None:
            if purpose is Purpose.TURNS:
                notify.oncall.join_team(conn, district=district, team=team, persons=layer.persons)
                notify.layers.save_layer(conn, district=district, team=team, layer=layer)
            else:
                self._keep_off(conn, layer.layer, read)
            notify.sources.save_source(conn, district=district, source=source)

        self._rotas.change(session, team, act)

    def remove(self, session: StaffSession, team: TeamId, layer: bytes) -> None:
        """Raises Refused("not_registrar" | "unknown"), StepUpRefused("needed")."""
        district = self._ground.district

        def act(conn: Connection) -> None:
            notify.sources.remove_source(conn, district=district, team=team, layer=layer)
            notify.layers.remove_layer(conn, district=district, team=team, layer=layer)

        self._rotas.change(session, team, act)

    def of(self, team: TeamId) -> tuple[Source, ...]:
        return tuple(one for one in self._all() if one.team == team)

    def old(self) -> tuple[Source, ...]:
        """Those that could not be read for a day. What was read last still counts."""
        now = self._ground.clock()
        return tuple(one for one in self._all() if one.address is not None and now - one.good_at > OLD)

    def with_unknown_names(self) -> tuple[Source, ...]:
        return tuple(one for one in self._all() if one.unmatched)

    def read_again(self) -> None:
        """For the clock: each address once an hour. One that does not answer keeps no other one waiting."""
        now = self._ground.clock()
        for one in self._all():
            if one.address is None or (not one.trouble and now - one.good_at < READ_EVERY):
                continue
            try:
                address = self._service.open(one.address, one.layer).decode()
                read = self._understood(self._fetch.get(address), one.purpose, now + AHEAD)
            except Refused as refusal:
                self._note(one, refusal.code.removeprefix("calendar_"))
                continue
            self._keep(one, read)

    def _keep(self, source: Source, read: ReadRota) -> None:
        district = self._ground.district
        new = Source(
            source.layer,
            source.team,
            source.purpose,
            source.address,
            self._ground.clock(),
            unmatched=len(read.unmatched),
        )
        persons = tuple(dict.fromkeys(turn.person for turn in read.turns))

        def unit(conn: Connection) -> None:
            notify.rotas.lock(conn, district=district, team=source.team)
            known = notify.sources.sources(conn, district=district)
            if source.layer not in {one.layer for one in known}:
                return  # taken out meanwhile
            if source.purpose is Purpose.TURNS:
                notify.oncall.join_team(conn, district=district, team=source.team, persons=persons)
                events = [(turn.starts, turn.ends, turn.person) for turn in read.turns]
                notify.sources.keep_events(conn, district=district, layer=source.layer, events=events)
            else:
                self._keep_off(conn, source.layer, read)
            notify.sources.save_source(conn, district=district, source=new)

        self._ground.database.write(unit)
        self._clock.renew_team(TeamId(source.team))

    def _keep_off(self, conn: Connection, layer: bytes, read: ReadRota) -> None:
        events = [(starts, ends, None) for starts, ends in read.off]
        notify.sources.keep_events(conn, district=self._ground.district, layer=layer, events=events)

    def _note(self, source: Source, trouble: str) -> None:
        self._ground.database.write(
            lambda conn: notify.sources.note_trouble(
                conn, district=self._ground.district, layer=source.layer, trouble=trouble
            )
        )

    def _understood(self, raw: bytes, purpose: Purpose, until: datetime) -> ReadRota:
        try:
            entries = read_calendar(raw, self._zone(), self._ground.clock() - BEFORE, until)
        except CalendarRefused as refusal:
            raise Refused(refusal.code, str(refusal), line=refusal.line) from None
        if purpose is Purpose.DAYS_OFF:
            spans = {one.starts: (one.starts, one.ends) for one in entries}
            return ReadRota((), tuple(spans.values()), ())
        return self._matched(entries)

    def _matched(self, entries: Iterable[Entry]) -> ReadRota:
        """A name that two people have is nobody's: a page must not ring the wrong one."""
        known: dict[tuple[str, ...], set[bytes]] = {}
        for person in self._directory.staff():
            if person.state != "gone":
                known.setdefault(tuple(fold(person.name)), set()).add(person.id)
        turns: list[Turn] = []
        unmatched: dict[str, None] = {}
        for one in without_overlaps(tuple(entries)):
            found = known.get(tuple(fold(one.title)), set())
            if len(found) == 1:
                turns.append(Turn(one.starts, one.ends, next(iter(found))))
            else:
                unmatched[one.title] = None
        return ReadRota(tuple(turns), (), tuple(unmatched))

    def _all(self) -> tuple[Source, ...]:
        with self._ground.database.read() as conn:
            return notify.sources.sources(conn, district=self._ground.district)

    def _zone(self) -> str:
        return self._directory.district().zone
