"""Browsers in which a person allowed pages: the fastest way to wake them, and never the only one that counts."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from notify import callbacks, wording
from notify.contacts import contacts
from notify.outbox import Class, enqueue
from notify.ports import Channel
from notify.push_devices import (
    Device,
    NoSubscription,
    devices,
    drop_device,
    save_device,
    subscription,
    subscriptions,
)
from reporting.people.ground import Ground
from reporting.people.push_keys import PushKeys
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.vault.service_box import ServiceBox

_ID = 16
TEST_LASTS_S = 120
LONGEST_LABEL = 40


@dataclass(frozen=True, slots=True)
class Browsers:
    """`hosts`: the push services that may be called; `home`: where a notification leads that is only a test."""

    ground: Ground
    service: ServiceBox
    keys: PushKeys
    hosts: Collection[str]
    home: str

    def public_key(self) -> str:
        """What a browser binds its subscription to, in base64url."""
        return self.keys.ready().public

    def of(self, session: StaffSession) -> Sequence[Device]:
        with self.ground.database.read() as conn:
            return devices(conn, district=self.ground.district, person=session.member)

    def allow(self, session: StaffSession, handed: str, label: str) -> None:
        """Raises Refused("push_broken" | "push_service" | "push_nobody")."""
        try:
            kept = subscription(handed, self.hosts)
        except NoSubscription as error:
            if error.known:
                raise Refused(
                    "push_service", "This browser uses a push service that is not allowed here."
                ) from None
            raise Refused("push_broken", "The browser gave no address. Try once more.") from None
        device = self.ground.random(_ID)
        self.ground.database.write(lambda conn: self._keep(conn, session, device, kept, label))

    def _keep(self, conn: Connection, session: StaffSession, device: bytes, kept: str, label: str) -> None:
        ground = self.ground
        if session.member not in contacts(conn, district=ground.district, persons=[session.member]):
            raise Refused("push_nobody", "Keep a phone number first: a page must be able to ring.")
        save_device(
            conn,
            district=ground.district,
            person=session.member,
            device=device,
            kept=kept,
            label=label[:LONGEST_LABEL],
            sealer=self.service,
            now=ground.clock(),
        )
        self._note(conn, session, "allowed_browser")

    def drop(self, session: StaffSession, device: bytes) -> None:
        """Nothing happens where it is gone already."""
        ground = self.ground

        def unit(conn: Connection) -> None:
            if drop_device(conn, district=ground.district, person=session.member, device=device):
                self._note(conn, session, "dropped_browser")

        ground.database.write(unit)

    def _note(self, conn: Connection, session: StaffSession, act: str) -> None:
        ground = self.ground
        ground.witness.record(
            conn, minute=ground.minute(), act=act, actor=session.member, about=session.member
        )

    def test(self, session: StaffSession) -> None:
        """A notification to each of one's browsers that says it is a test. Raises Refused("push_none")."""
        row = self.ground.random(_ID)
        try:
            self.ground.database.write(lambda conn: self._enqueue(conn, session, row))
        except LookupError:
            raise Refused("push_none", "No browser is kept. Allow one first.") from None

    def _enqueue(self, conn: Connection, session: StaffSession, row: bytes) -> None:
        ground = self.ground
        to = subscriptions(conn, district=ground.district, person=session.member, sealer=self.service)
        known = contacts(conn, district=ground.district, persons=[session.member])
        body = wording.say("notification_test", known[session.member].lang) + f"\n\n{self.home}"
        enqueue(
            conn,
            district=ground.district,
            row_id=row,
            class_=Class.PAGE,
            sealed_to=self.service.seal(to.encode(), row),
            sealed_body=self.service.seal(body.encode(), row),
            sealer="service",
            sender="",
            now=ground.clock(),
            channel=Channel.PUSH,
            validity_s=TEST_LASTS_S,
        )

    def seen(self, reference: str) -> bool:
        """A browser showed a message of ours. False: there is no such message."""
        now = self.ground.clock()
        return self.ground.database.write(
            lambda conn: callbacks.shown(conn, district=self.ground.district, reference=reference, now=now)
        )
