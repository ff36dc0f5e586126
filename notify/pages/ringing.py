"""Making one ring: the person's code, the neutral text in their language, sealed, into the outbox."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, insert, select, update

from notify import wording
from notify.contacts import Known, address
from notify.escalation import Kind, Ring, Try
from notify.outbox import Class, State, enqueue
from notify.pages.codes import WRONG_TRIES, draw_code
from notify.pages.opening import derived_id
from notify.ports import AnswerLink, Channel, Digits, LinkFor, Sealer
from notify.tables import Alert, Contact, Outbox
from notify.tables import Ring as RingRow
from notify.troubles import CONTACT_UNOPENABLE, clear_trouble, trouble

# 133 bits: whoever has the link was sent it.
TOKEN_DIGITS = 40
# Their button stands on a page of its own, for whoever has the message.
WITH_A_LINK = frozenset({Channel.EMAIL, Channel.PUSH})
# Carriers do not keep shorter times.
SHORTEST_S = 5


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
    answer_link: AnswerLink | None = None

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

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
        page: bytes | None = None,
        class_: Class = Class.PAGE,
        not_before: datetime | None = None,
    ) -> int:
        """Seal a text to its row and put it into the outbox. 0: the address cannot be opened, which alarms.

        `escalation`: it rings, and goes only while that climb is open. `page`: it is for whoever has that page, and
        goes only while something is expected of them.
        """
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
            class_=class_,
            sealed_to=self.sealer.seal(to.encode(), row),
            sealed_body=self.sealer.seal(body.encode(), row),
            sealer="service",
            sender=sender,
            now=self.now,
            not_before=not_before,
            channel=channel,
            escalation=escalation,
            page=page,
            validity_s=validity_s,
        )
        return 1


@dataclass(frozen=True, slots=True)
class Rings:
    """The rings of one step: an alert with its code, a ring, and the sealed text of each person."""

    here: Desk
    row: Any
    known: Mapping[bytes, Known]
    sender: str
    references: Sequence[str]
    joined: int
    step: int

    def ring(self, ring: Ring) -> int:
        return sum(self._one(person, trial, ring) for person, trial in ring.targets)

    def _one(self, person: bytes, trial: Try, ring: Ring) -> int:
        here, channel = self.here, trial.channel
        code = self._alert(person, channel)
        ring_id = derived_id("ring", self.row.escalation, str(self.step).encode(), ring.kind.encode(), person)
        self._supersede(person, channel)
        token = here.digits(TOKEN_DIGITS) if channel in WITH_A_LINK and here.answer_link else None
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
                confirm_s=trial.confirm_s,
                answer_s=trial.answer_s,
                link_hash=hash_of(token) if token else None,
            )
        )
        return here.put(
            person,
            channel,
            self._body(self.known[person].lang, code, trial, ring.kind, token),
            ring_id,
            self.sender,
            validity_s=validity_of(trial),
            escalation=self.row.escalation,
        )

    def _supersede(self, person: bytes, channel: Channel) -> None:
        """What still waits for the carrier says less than what comes now: after an outage a phone gets one text."""
        here = self.here
        earlier = (
            select(RingRow.ring)
            .where(RingRow.district == here.district, RingRow.escalation == self.row.escalation)
            .where(RingRow.person == person, RingRow.channel == channel)
            .scalar_subquery()
        )
        here.conn.execute(
            update(Outbox)
            .where(Outbox.district == here.district, Outbox.row.in_(earlier))
            .where(Outbox.state.in_((State.PENDING, State.UNKNOWN)), Outbox.sid.is_(None))
            .values(state=State.SUPPRESSED, due_at=None, changed_at=here.at)
        )

    def _body(self, lang: str, code: str, trial: Try, kind: Kind, token: str | None) -> str:
        here, count = self.here, len(self.references)
        reference = self.references[-1 if kind is Kind.NEWS else 0]
        if trial.channel is Channel.VOICE:
            return self._say("spoken", lang)  # never read: what is said is asked for when somebody picks up
        if kind is Kind.FALLBACK:
            return wording.say("agency", lang, reference=reference, code=code)
        next_at = datetime.fromtimestamp(here.at + trial.answer_s, UTC).astimezone(ZoneInfo(self.row.zone))
        parts = {
            "count": str(count),
            "more": str(count - 1),
            "reference": reference,
            "code": code,
            "link": here.link(reference),
            "time": f"{next_at:%H:%M}",
        }
        if trial.channel not in WITH_A_LINK:
            return self._say("page" if count == 1 else "pages", lang, **parts)
        button = f"{here.answer_link(token)}?lang={lang}" if token and here.answer_link else parts["link"]
        if trial.channel is Channel.PUSH:
            return self._say("notification", lang) + f"\n\n{button}"
        text = self._say("mail" if count == 1 else "mails", lang, button=button, **parts)
        return self._say("subject", lang, reference=reference) + "\n\n" + text

    def _say(self, text: str, lang: str, **parts: str) -> str:
        return wording.say(text, lang, drill=self.row.drill, **parts)

    def _alert(self, person: bytes, channel: Channel) -> str:
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
        values: dict[str, Any] = {"pages_told": self.joined}
        if before is None or channel is not Channel.EMAIL:
            values["rang_at"] = here.at  # a mail rings nothing, so nobody is spared a call for it
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


def validity_of(trial: Try) -> int:
    """How long the carrier may try: a text that comes after the ladder went on says what is no longer so."""
    return max(SHORTEST_S, trial.confirm_s - SHORTEST_S)


def hash_of(token: str) -> bytes:
    """Of a link's token, which is random and long enough to need no key."""
    return hashlib.sha256(b"notify link " + token.encode()).digest()


def phone_of(conn: Connection, district: bytes, person: bytes) -> bytes | None:
    found: bytes | None = conn.execute(
        select(Contact.phone_hash).where(Contact.district == district, Contact.person == person)
    ).scalar_one_or_none()
    return found
