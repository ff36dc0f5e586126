"""Where the district wants other systems told that something changed: an https address and a secret, kept by registrars."""

import base64
from collections.abc import Iterable

from sqlalchemy import Connection

from reporting.model.hook import HookEnd, HookEvent
from reporting.people.alarms import Alarms
from reporting.people.export_tokens import must_keep_interfaces
from reporting.people.ground import Ground
from reporting.people.hook_post import HookPost
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.store import hooks
from reporting.store.hooks import Hook, HookMessage
from reporting.vault.service_box import ServiceBox

MOST = 20
LONGEST = 500
SECRET_BYTES = 32
# As the specification writes a secret.
START = "whsec_"
ALARM = "hook_ended"


class Hooks:
    def __init__(self, ground: Ground, service: ServiceBox, post: HookPost, alarms: Alarms) -> None:
        self._ground = ground
        self._service = service
        self._post = post
        self._alarms = alarms

    def all(self, session: StaffSession) -> tuple[tuple[Hook, str], ...]:
        """Each with the host that it goes to: the rest of an address may be a secret. Raises Refused("not_allowed")."""
        must_keep_interfaces(session)
        with self._ground.database.read() as conn:
            found = hooks.all_of(conn, self._ground.district)
        return tuple((one, self._post.host(one)) for one in found)

    def make(self, session: StaffSession, address: str, events: Iterable[HookEvent]) -> str:
        """The secret, shown once. Raises Refused: not_allowed, hook_address, hook_inside, hook_events, hooks_many;
        StepUpRefused.
        """
        ground = self._ground
        must_keep_interfaces(session)
        chosen = [one for one in HookEvent if one in set(events) and one is not HookEvent.PING]
        if len(address) > LONGEST:
            raise Refused("hook_address", "Write an address that begins with https://.")
        self._post.check(address)
        if not chosen:
            raise Refused("hook_events", "Choose what it is told of.")
        if sum(one.ended is None for one, _ in self.all(session)) >= MOST:
            raise Refused("hooks_many", f"At most {MOST} at a time.")
        session.must_be_stepped_up(ground.clock())
        id_, secret = ground.random(16), ground.random(SECRET_BYTES)
        row = Hook(
            id_,
            self._service.seal(address.strip().encode(), id_),
            self._service.seal(secret, id_),
            " ".join(chosen),
            ground.day(),
        )

        def unit(conn: Connection) -> None:
            hooks.put(conn, ground.district, row)
            self._record(conn, "made_hook", session, id_)

        ground.database.write(unit)
        return START + base64.b64encode(secret).decode()

    def end(self, session: StaffSession, id_: bytes) -> None:
        """Raises Refused: not_allowed, unknown."""
        ground = self._ground
        must_keep_interfaces(session)

        def unit(conn: Connection) -> bool:
            done = hooks.end(conn, ground.district, id_, ground.day(), HookEnd.STAFF)
            if done:
                self._record(conn, "ended_hook", session, id_)
            return done

        if not ground.database.write(unit):
            raise Refused("unknown", "There is no such address, or it was ended.")
        self._alarms.clear(ALARM)

    def ping(self, session: StaffSession, id_: bytes) -> None:
        """A message that says nothing, at once. Raises Refused: not_allowed, unknown."""
        ground = self._ground
        must_keep_interfaces(session)
        with ground.database.read() as conn:
            known = hooks.by_id(conn, ground.district, id_)
        if known is None or known.ended is not None:
            raise Refused("unknown", "There is no such address, or it was ended.")
        one = HookMessage(ground.random(16), id_, HookEvent.PING, ground.day(), ground.second())
        ground.database.write(lambda conn: hooks.add(conn, ground.district, [one]))

    def _record(self, conn: Connection, act: str, session: StaffSession, about: bytes) -> None:
        ground = self._ground
        ground.witness.record(conn, minute=ground.minute(), act=act, actor=session.member, about=about)
