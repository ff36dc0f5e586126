"""Nobody takes an urgent message: the loudest alarm there is, by e-mail too, where a mail server is set.

Whoever can open it gets its reference; a registrar who cannot gets the bare fact, so that somebody picks up a telephone.
Nobody gets either who must not learn that it exists: not whom it is kept from, and of a message that is kept from
anybody, nobody who cannot open it.
"""

from datetime import UTC, datetime
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from notify import troubles
from notify.outbox import Class
from notify.pages.unreached import Unreached, cry, unreached
from reporting.app.house import House
from reporting.cases.waking import is_kept_from_somebody
from reporting.model.ids import ThreadId
from reporting.people.sealed_mail import put_mail
from reporting.store import listings

AGAIN_S = 1800
VALID_S = 1800
_SAID = {
    "en": {
        "subject": "Quietline: nobody answers an urgent message",
        "since": "An urgent message came at {time}, and nobody has taken it. Everybody on call was rung.",
        "deaf": "An urgent message came at {time}, and no phone of whoever is on call can be reached.",
        "open": "Please take {reference} now: {link}",
        "else": "You cannot open it. Please call a colleague who is on call, by telephone.",
        "end": "We go on calling, and write again in half an hour if nobody has it by then.",
    },
    "es": {
        "subject": "Quietline: nadie contesta un mensaje urgente",
        "since": "A las {time} llegó un mensaje urgente y nadie se ocupa de él. Se llamó a todos los de guardia.",
        "deaf": "A las {time} llegó un mensaje urgente y no se puede llegar a ningún teléfono de quien está de guardia.",
        "open": "Por favor, ocúpese ahora de {reference}: {link}",
        "else": "Usted no puede abrirlo. Por favor, llame por teléfono a alguien que esté de guardia.",
        "end": "Seguimos llamando, y volvemos a escribir en media hora si para entonces nadie se ocupa.",
    },
}


class UnansweredMail:
    """`look` is for the clock: once when the student is told that nobody was reached, or at once where nobody can be
    reached at all, and each half hour from then.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self) -> int:
        """How many pages were cried out."""
        house = self._house
        if house.wires.mailer is None:
            return 0
        ground = house.ground
        now = int(ground.clock().timestamp())
        with ground.database.read() as conn:
            waiting = unreached(conn, district=ground.district)
            deaf = {
                one.subject
                for one in troubles.troubles(conn, district=ground.district)
                if one.kind == troubles.NOBODY_REACHABLE
            }
        loud = [one for one in waiting if is_loud(one, now, deaf=one.team in deaf)]
        return sum(
            ground.database.write(partial(self._cry, page=one, now=now, deaf=one.team in deaf))
            for one in loud
        )

    def _cry(self, conn: Connection, *, page: Unreached, now: int, deaf: bool) -> bool:
        house, ground = self._house, self._house.ground
        if not cry(conn, district=ground.district, page=page.page, cried_at=page.cried_at, now=now):
            return False
        about = ThreadId(page.about) if page.about is not None else None
        holders = listings.holders(conn, ground.district, about) if about else frozenset[bytes]()
        kept = bool(page.excluded) or is_kept_from_somebody(ground.roll.queues(), holders)
        roster, zone = house.people.book.current, ground.roll.zone()
        for person in house.people.directory.staff():
            member, address = roster.members.get(person.id), house.people.directory.email_of(person)
            if member is None or not member.active or not address or person.id in page.excluded:
                continue
            opens = bool(holders & {*roster.queues_of(person.id), person.id})
            if opens or (member.registrar and not kept):
                link = f"{house.foundation.settings.staff_base}/threads/{page.reference}" if opens else ""
                text = cry_text(page, zone, person.lang, link, deaf=deaf and not page.told)
                self._put(conn, address, text, page, now)
        return True

    def _put(self, conn: Connection, address: str, body: str, page: Unreached, now: int) -> None:
        people = self._house.people
        put_mail(
            conn,
            people.ground,
            people.service,
            address=address,
            body=body,
            validity_s=VALID_S,
            class_=Class.PAGE,
            now=datetime.fromtimestamp(now, UTC),
            # What somebody took in the meantime is not cried out any more.
            escalation=page.escalation,
        )


def is_loud(page: Unreached, now: int, *, deaf: bool) -> bool:
    """Whether people beside the ladder must hear of it now. Pure."""
    if page.cried_at is not None:
        return now - page.cried_at >= AGAIN_S
    return page.told or deaf


def cry_text(page: Unreached, zone: ZoneInfo, lang: str, link: str, *, deaf: bool) -> str:
    """Subject, an empty line, since when, what to do. A reference at most. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    time = f"{datetime.fromtimestamp(page.since, UTC).astimezone(zone):%H:%M}"
    do = said["open"].format(reference=page.reference, link=link) if link else said["else"]
    return "\n".join(
        [
            said["subject"],
            "",
            said["deaf" if deaf else "since"].format(time=time),
            do,
            "",
            said["end"],
        ]
    )
