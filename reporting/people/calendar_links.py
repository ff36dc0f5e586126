"""A person's shifts in their own calendar program, by a secret address that they can end."""

import re
from datetime import timedelta

from sqlalchemy import Connection

import notify.calendar_links
import notify.rotas
from notify.ical import Event, calendar
from notify.rotas import AHEAD
from reporting.model.ids import MemberId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.staff_session import StaffSession
from reporting.vault import base64url
from reporting.vault.notation import hmac256, kd

BACK = timedelta(days=7)
SECRET_BYTES = 32
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_TITLES = {"en": "On call: {team}", "es": "Guardia: {team}"}
_NAMES = {"en": "Quietline on call", "es": "Quietline guardias"}


class CalendarLinks:
    """The hash is HMAC(KD(server.key, "calendar-link", D, 32), secret): the database alone opens no calendar."""

    def __init__(self, ground: Ground, directory: Directory, server_key: bytes) -> None:
        self._ground = ground
        self._directory = directory
        self._key = kd(server_key, "calendar-link", ground.district)

    def make(self, session: StaffSession) -> str:
        """Another secret of one's own, shown once. The address before is dead."""
        ground = self._ground
        secret = base64url.encode(ground.random(SECRET_BYTES))
        now = ground.clock()

        def unit(conn: Connection) -> None:
            notify.calendar_links.save_link(
                conn,
                district=ground.district,
                person=session.member,
                secret_hash=self._hash(secret),
                now=now,
            )
            self._record(conn, "made_calendar", session)

        ground.database.write(unit)
        return secret

    def end(self, session: StaffSession) -> None:
        ground = self._ground

        def unit(conn: Connection) -> None:
            notify.calendar_links.end_link(conn, district=ground.district, person=session.member)
            self._record(conn, "ended_calendar", session)

        ground.database.write(unit)

    def has(self, member: MemberId) -> bool:
        with self._ground.database.read() as conn:
            return notify.calendar_links.has_link(conn, district=self._ground.district, person=member)

    def read(self, secret: str) -> str | None:
        """The calendar behind an address; None for one that opens nothing."""
        if not _SECRET.fullmatch(secret):
            return None
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            person = notify.calendar_links.whose(
                conn, district=ground.district, secret_hash=self._hash(secret)
            )
            if person is None:
                return None
            held = notify.rotas.shifts_of(
                conn, district=ground.district, person=person, start=now - BACK, end=now + AHEAD
            )
        known = next((one for one in self._directory.staff() if one.id == person), None)
        if known is None or known.state == "gone":
            return None
        spoken = "es" if known.lang == "es" else "en"
        teams = {bytes(team.id): team.name for team in self._directory.teams()}
        events = [
            Event(
                person + team + bytes([shift.position]) + int(shift.starts.timestamp()).to_bytes(8, "big"),
                shift.starts,
                shift.ends,
                _TITLES[spoken].format(team=teams.get(team, "")),
            )
            for team, shifts in held.items()
            for shift in shifts
        ]
        return calendar(_NAMES[spoken], sorted(events, key=lambda one: one.starts), now)

    def _hash(self, secret: str) -> bytes:
        return hmac256(self._key, secret.encode())

    def _record(self, conn: Connection, act: str, session: StaffSession) -> None:
        ground = self._ground
        ground.witness.record(
            conn, minute=ground.minute(), act=act, actor=session.member, about=session.member
        )
