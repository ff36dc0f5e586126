"""Answers from a staff phone: `ACK 4821`, bare `ACK`. An answer stops paging and reveals nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, select, update

from notify import wording
from notify.contacts import contacts, owners
from notify.pages.answering import Taken, locked_climb, take
from notify.pages.drilled import of_drill
from notify.ports import Digits, LinkFor
from notify.tables import Agency, Alert, Contact, Escalation, Page

NO_REUSE_S = 30 * 24 * 3600
WRONG_TRIES = 5
_ANSWER = re.compile(r"\W*(?:(ACK)\W*)?(\d{4})?\W*", re.IGNORECASE)


NOTHING_TAKEN = Taken()


class Answer(StrEnum):
    TAKEN = "taken"
    ALREADY = "already"  # somebody has it
    WHICH = "which"  # bare ACK, several open
    WRONG_CODE = "wrong_code"
    LOCKED = "locked"  # five wrong codes
    NOTHING_OPEN = "nothing_open"
    NOT_UNDERSTOOD = "not_understood"
    HEARD = "heard"  # by an agency, which takes nothing


@dataclass(frozen=True, slots=True)
class AckOutcome:
    """What a text from a staff phone did, and the text to answer with."""

    answer: Answer
    text: str
    person: bytes | None = None
    taken: Taken = NOTHING_TAKEN


def draw_code(conn: Connection, *, district: bytes, phone: bytes | None, digits: Digits, at: int) -> str:
    """Four digits that this phone has not had for 30 days."""
    used = set(
        conn.execute(
            select(Alert.code).where(
                Alert.district == district, Alert.phone_hash == phone, Alert.created_at > at - NO_REUSE_S
            )
        ).scalars()
    )
    drawn = digits(4)
    start = int(drawn)
    return next(
        (code for step in range(10_000) if (code := f"{(start + step * 7) % 10_000:04d}") not in used), drawn
    )


def acknowledge_by_code(
    conn: Connection, *, district: bytes, phone: bytes, text: str, now: datetime, link: LinkFor
) -> AckOutcome:
    """`phone` is the caller's keyed hash of the sender's number. Never raises: a wrong code is counted."""
    lang = next(iter(owners(conn, district=district, phone=phone).values()), "en")
    alerts = conn.execute(
        select(
            Alert.alert,
            Alert.escalation,
            Alert.person,
            Alert.code,
            Alert.wrong_tries,
            Alert.created_at,
            Escalation.state,
            Agency.person.label("agency"),
            of_drill(Alert).label("drill"),
        )
        .join(
            Escalation, (Escalation.district == Alert.district) & (Escalation.escalation == Alert.escalation)
        )
        # Whoever works here no more takes nothing, even from the phone that was rung.
        .join(Contact, (Contact.district == Alert.district) & (Contact.person == Alert.person))
        .outerjoin(Agency, (Agency.district == Alert.district) & (Agency.person == Alert.person))
        .where(Alert.district == district, Alert.phone_hash == phone)
        .where(Alert.created_at > int(now.timestamp()) - NO_REUSE_S)
        .order_by(Alert.created_at.desc())
    ).all()
    desk = _Desk(conn, district, now, link, lang)
    match = _ANSWER.fullmatch(text)
    if not match or not any(match.groups()):
        return desk.say(Answer.NOT_UNDERSTOOD)
    return desk.by_code(alerts, match[2]) if match[2] else desk.bare(alerts)


@dataclass(frozen=True, slots=True)
class _Desk:
    conn: Connection
    district: bytes
    now: datetime
    link: LinkFor
    lang: str

    def by_code(self, alerts: Sequence[Any], code: str) -> AckOutcome:
        alert = next((each for each in alerts if each.code == code), None)
        active = [each for each in alerts if each.state == "open"]
        if alert is not None and alert.state != "open":
            return self.already(alert)
        if any(each.wrong_tries >= WRONG_TRIES for each in ([alert] if alert else active)):
            return self.say(Answer.LOCKED, drill=_drills([alert] if alert else active))
        if alert is not None:
            return self.take(alert, "code")
        if not active:
            return self.say(Answer.NOTHING_OPEN)
        self.conn.execute(
            update(Alert)
            .where(Alert.district == self.district, Alert.alert.in_([each.alert for each in active]))
            .values(wrong_tries=Alert.wrong_tries + 1)
        )
        return self.say(Answer.WRONG_CODE, drill=_drills(active))

    def bare(self, alerts: Sequence[Any]) -> AckOutcome:
        active = [each for each in alerts if each.state == "open"]
        pages = self.open_pages([each.escalation for each in active])
        if not pages:
            return self.already(alerts[0]) if alerts else self.say(Answer.NOTHING_OPEN)
        if len(pages) > 1:
            return self.say(Answer.WHICH, pages)
        return self.take(next(each for each in active if each.escalation == pages[0].escalation), "bare")

    def open_pages(self, escalations: Sequence[bytes]) -> Sequence[Any]:
        return self.conn.execute(
            select(Page.reference, Page.escalation)
            .where(Page.district == self.district, Page.escalation.in_(escalations), Page.state == "open")
            .order_by(Page.created_at, Page.page)
        ).all()

    def take(self, alert: Any, by: str) -> AckOutcome:
        if alert.agency is not None:
            hear_of(
                self.conn,
                district=self.district,
                escalation=alert.escalation,
                person=alert.person,
                now=self.now,
            )
            return self.say(Answer.HEARD)
        climb = locked_climb(self.conn, self.district, alert.escalation)
        taken = Taken()
        if climb is not None and alert.person.hex() not in climb.excluded:
            taken = take(
                self.conn, district=self.district, climb=climb, person=alert.person, now=self.now, by=by
            )
        if not taken.pages:
            return self.already(alert)
        text = wording.say(
            "yours",
            self.lang,
            drill=alert.drill,
            references=wording.listed(taken.references),
            link=self.link(taken.references[0]),
        )
        return AckOutcome(Answer.TAKEN, text, alert.person, taken)

    def already(self, alert: Any) -> AckOutcome:
        """What this alert asked for is somebody's: say whose, to the person whom it was sent to."""
        pages = self.conn.execute(
            select(Page.reference, Page.holder)
            .where(Page.district == self.district, Page.escalation == alert.escalation)
            .where(Page.holder.is_not(None))
            .order_by(Page.created_at, Page.page)
        ).all()
        if not pages:
            return self.say(Answer.NOTHING_OPEN)
        mine = [each.reference for each in pages if each.holder == alert.person]
        if mine:
            text = wording.say(
                "yours",
                self.lang,
                drill=alert.drill,
                references=wording.listed(mine),
                link=self.link(mine[0]),
            )
            return AckOutcome(Answer.ALREADY, text, alert.person)
        holder = pages[0].holder
        known = contacts(self.conn, district=self.district, persons=[holder]).get(holder)
        text = wording.say(
            "already",
            self.lang,
            drill=alert.drill,
            references=wording.listed([each.reference for each in pages]),
            name=known.name if known else "?",
        )
        return AckOutcome(Answer.ALREADY, text, alert.person)

    def say(self, answer: Answer, pages: Sequence[Any] = (), *, drill: bool = False) -> AckOutcome:
        references = [each.reference for each in pages]
        text = wording.say(
            answer.value,
            self.lang,
            drill=drill,
            count=str(len(references)),
            references=wording.listed(references),
            link=self.link(references[0] if references else ""),
        )
        return AckOutcome(answer, text)


def _drills(alerts: Sequence[Any]) -> bool:
    """Whether nothing but a drill is meant."""
    return bool(alerts) and all(each.drill for each in alerts)


def hear_of(conn: Connection, *, district: bytes, escalation: bytes, person: bytes, now: datetime) -> None:
    """An agency says that it has heard: it is left in peace for a while, and the ladder of the team goes on."""
    conn.execute(
        update(Alert)
        .where(Alert.district == district, Alert.escalation == escalation, Alert.person == person)
        .values(heard_at=int(now.timestamp()))
    )
