"""Making one ring: the person's code, the neutral text in their language, sealed, into the outbox."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from notify import wording
from notify.contacts import Known, address
from notify.escalation import Kind, Policy, Ring
from notify.outbox import Class, enqueue
from notify.pages.codes import WRONG_TRIES, draw_code
from notify.pages.opening import derived_id
from notify.ports import Channel, Digits, LinkFor, Sealer
from notify.tables import Alert, Contact
from notify.tables import Ring as RingRow
from notify.troubles import CONTACT_UNOPENABLE, clear_trouble, trouble


@dataclass(frozen=True, slots=True)
class Desk:
    """Where rings and notices are written: one transaction, one district, one moment."""

    conn: Connection
    district: bytes
    at: int
    sealer: Sealer
    digits: Digits
    link: LinkFor
    unopenable: tuple[type[Exception], ...]

    def note_trouble(self, kind: str, subject: bytes) -> None:
        trouble(self.conn, district=self.district, kind=kind, subject=subject, code=0, now=self.at)

    def put(
        self,
        person: bytes,
        channel: Channel,
        body: str,
        row: bytes,
        sender: str,
        *,
        validity_s: int,
        escalation: bytes | None = None,
    ) -> int:
        """Seal a text to its row and put it into the outbox. 0: the address cannot be opened, which alarms."""
        try:
            to = address(
                self.conn, district=self.district, person=person, channel=channel, sealer=self.sealer
            )
        except LookupError:
            self.note_trouble(CONTACT_UNOPENABLE, person)
            return 0
        except self.unopenable:
            self.note_trouble(CONTACT_UNOPENABLE, person)
            return 0
        clear_trouble(self.conn, district=self.district, kind=CONTACT_UNOPENABLE, subject=person)
        enqueue(
            self.conn,
            district=self.district,
            row_id=row,
            class_=Class.PAGE,
            sealed_to=self.sealer.seal(to.encode(), row),
            sealed_body=self.sealer.seal(body.encode(), row),
            sealer="service",
            sender=sender,
            now=datetime.fromtimestamp(self.at, UTC),
            channel=channel,
            escalation=escalation,
            validity_s=validity_s,
        )
        return 1


@dataclass(frozen=True, slots=True)
class Rings:
    """The rings of one step: an alert with its code, a ring, and the sealed text of each person."""

    here: Desk
    row: Any
    policy: Policy
    known: Mapping[bytes, Known]
    sender: str
    references: Sequence[str]
    joined: int
    step: int

    def ring(self, ring: Ring) -> int:
        return sum(self._one(person, channel, ring) for person, channel in ring.targets)

    def _one(self, person: bytes, channel: Channel, ring: Ring) -> int:
        here, contact = self.here, self.known[person]
        code = self._alert(person)
        ring_id = derived_id("ring", self.row.escalation, str(self.step).encode(), ring.kind.encode(), person)
        here.conn.execute(
            insert(RingRow).values(
                district=here.district,
                ring=ring_id,
                escalation=self.row.escalation,
                person=person,
                channel=channel,
                kind=ring.kind,
                round=ring.round,
                step=self.step,
                at=here.at,
            )
        )
        trial = self.policy.trial(channel)
        return here.put(
            person,
            channel,
            self._body(contact.lang, code, channel, trial.answer_s, newest=ring.kind is Kind.NEWS),
            ring_id,
            self.sender,
            validity_s=trial.answer_s,
            escalation=self.row.escalation,
        )

    def _body(self, lang: str, code: str, channel: Channel, answer_s: int, *, newest: bool) -> str:
        reference = self.references[-1 if newest else 0]
        next_at = datetime.fromtimestamp(self.here.at + answer_s, UTC).astimezone(ZoneInfo(self.row.zone))
        count = len(self.references)
        text = wording.say(
            "page" if count == 1 else "pages",
            lang,
            count=str(count),
            more=str(count - 1),
            reference=reference,
            code=code,
            link=self.here.link(reference),
            time=f"{next_at:%H:%M}",
        )
        if channel is Channel.VOICE:
            return wording.say("spoken", lang)
        if channel is Channel.EMAIL:
            return wording.say("subject", lang, reference=reference) + "\n\n" + text
        return text

    def _alert(self, person: bytes) -> str:
        """The person's code in this climb; a new one where the number changed or was guessed at."""
        here, conn = self.here, self.here.conn
        mine = (
            Alert.district == here.district,
            Alert.escalation == self.row.escalation,
            Alert.person == person,
        )
        phone = phone_of(conn, here.district, person)
        before = conn.execute(
            select(Alert.code, Alert.phone_hash, Alert.wrong_tries).where(*mine)
        ).one_or_none()
        values: dict[str, Any] = {"rang_at": here.at, "pages_told": self.joined}
        if before and before.phone_hash == phone and before.wrong_tries < WRONG_TRIES:
            conn.execute(update(Alert).where(*mine).values(values))
            code: str = before.code
            return code
        code = draw_code(conn, district=here.district, phone=phone, digits=here.digits, at=here.at)
        values |= {"code": code, "phone_hash": phone, "wrong_tries": 0}
        if before:
            conn.execute(update(Alert).where(*mine).values(values))
        else:
            conn.execute(
                insert(Alert).values(
                    district=here.district,
                    alert=derived_id("alert", self.row.escalation, person),
                    escalation=self.row.escalation,
                    person=person,
                    created_at=here.at,
                    **values,
                )
            )
        return code


def phone_of(conn: Connection, district: bytes, person: bytes) -> bytes | None:
    found: bytes | None = conn.execute(
        select(Contact.phone_hash).where(Contact.district == district, Contact.person == person)
    ).scalar_one_or_none()
    return found
