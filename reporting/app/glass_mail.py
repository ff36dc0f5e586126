"""Everyone of a queue that two people opened in an emergency, and every registrar, is written to. Once, without a word of any thread."""

from functools import partial

from sqlalchemy import Connection

from reporting.app.house import House
from reporting.people.sealed_mail import put_mail
from reporting.store import glass
from reporting.store.glass import Request

VALID_S = 24 * 3600
_SAID = {
    "en": {
        "subject": "Quietline: a queue was opened by two people",
        "opened": "{queue}: {one} and {other} opened what is urgent there, because nobody of the queue could.",
        "end": "Who, when and why: see Alarms and the notes in the threads, {link}",
    },
    "es": {
        "subject": "Quietline: dos personas abrieron una bandeja",
        "opened": "{queue}: {one} y {other} abrieron lo urgente que hay allí, porque nadie de la bandeja podía.",
        "end": "Quién, cuándo y por qué: vea Alarmas y las notas de los hilos, {link}",
    },
}


class GlassMail:
    """`look` is for the clock."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self) -> int:
        """Of how many openings was told."""
        house = self._house
        with house.ground.database.read() as conn:
            known = glass.requests(conn, house.ground.district, "opened", "over")
        new = [one for one in known if not one.told and one.partner is not None]
        return sum(house.ground.database.write(partial(self._tell, request=one)) for one in new)

    def _tell(self, conn: Connection, *, request: Request) -> bool:
        house = self._house
        if not glass.mark_told(conn, house.ground.district, request.id):
            return False  # another process was faster
        if house.wires.mailer is None:
            return True  # the alarm stands all the same
        directory, roster = house.people.directory, house.people.book.current
        queue = roster.queues.get(request.queue)
        names = [directory.name_of(one) for one in (request.asker, request.partner) if one is not None]
        for person in directory.staff():
            member, address = roster.members.get(person.id), directory.email_of(person)
            if member is None or not member.active or not address or queue is None:
                continue
            if person.id in queue.members or member.registrar:
                link = f"{house.foundation.settings.staff_base}/alarms"
                body = glass_text(queue.name, names[0], names[-1], person.lang, link)
                put_mail(
                    conn,
                    house.people.ground,
                    house.people.service,
                    address=address,
                    body=body,
                    validity_s=VALID_S,
                )
        return True


def glass_text(queue: str, one: str, other: str, lang: str, link: str) -> str:
    """Subject, an empty line, who opened which queue. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    opened = said["opened"].format(queue=queue, one=one, other=other)
    return "\n".join([said["subject"], "", opened, "", said["end"].format(link=link)])
