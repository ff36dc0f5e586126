"""What somebody must mend at the carrier is said by e-mail at once, where a mail server is set; once each time it begins."""

from functools import partial

from sqlalchemy import Connection

from notify import troubles
from notify.circuit import subject_of
from notify.ports import Channel
from notify.troubles import Known
from reporting.app.house import House
from reporting.model.ids import MemberId
from reporting.people.sealed_mail import put_mail

VALID_S = 24 * 3600
KINDS = frozenset(
    {troubles.STAFF_OPTED_OUT, troubles.MISCONFIGURED, troubles.TEXTS_BLOCKED, troubles.NOT_ERASED}
)
_SAID = {
    "en": {
        "subject": "Quietline: something needs your hand",
        "staff_opted_out": "{name} texted STOP to our number and gets no pages by text. Ask them to text START.",
        "misconfigured": "The text carrier refuses our account. Until its credentials are mended, call people by hand.",
        "texts_blocked": "Carriers block our texts: the number's registration is not approved. Calls still leave.",
        "not_erased": "Messages have lain in the carrier's log for more than a day. May the API key delete them?",
        "end": "See Alarms on the staff site: {link}",
        "you_subject": "Quietline: no page reaches your phone by text",
        "you": "Your phone texted STOP to our number. Text START to it, and pages reach you again.",
    },
    "es": {
        "subject": "Quietline: algo necesita su atención",
        "staff_opted_out": "{name} escribió STOP a nuestro número y no recibe avisos por texto. Pídale que escriba START.",
        "misconfigured": "La operadora rechaza nuestra cuenta. Hasta que se corrija, llame usted a las personas.",
        "texts_blocked": "Las operadoras bloquean nuestros textos: el registro del número no está aprobado. "
        "Las llamadas sí salen.",
        "not_erased": "Hay mensajes desde hace más de un día en el registro de la operadora. ¿Puede la llave borrarlos?",
        "end": "Vea Alarmas en el sitio del personal: {link}",
        "you_subject": "Quietline: ningún aviso llega a su teléfono por texto",
        "you": "Su teléfono escribió STOP a nuestro número. Escriba START a ese número y los avisos vuelven a llegar.",
    },
}


class TroubleMail:
    """`look` is for the clock."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self) -> int:
        """How many troubles were told of."""
        house = self._house
        if house.wires.mailer is None:
            return 0
        district = house.ground.district
        with house.ground.database.read() as conn:
            found = troubles.untold(conn, district=district, kinds=KINDS)
        new = [one for one in found if one.subject != subject_of(Channel.EMAIL)]
        return sum(house.ground.database.write(partial(self._tell, trouble=one)) for one in new)

    def _tell(self, conn: Connection, *, trouble: Known) -> bool:
        house = self._house
        if not troubles.mark_told(
            conn,
            district=house.ground.district,
            kind=trouble.kind,
            subject=trouble.subject,
            now=int(house.ground.clock().timestamp()),
        ):
            return False  # another process was faster, or it is over
        directory, members = house.people.directory, house.people.book.current.members
        who = MemberId(trouble.subject) if trouble.kind == troubles.STAFF_OPTED_OUT else None
        name = (directory.name_of(who) or house.people.ladders.agency_called(who) or "?") if who else ""
        for person in directory.staff():
            member, address = members.get(person.id), directory.email_of(person)
            if member is None or not member.active or not address:
                continue
            if person.id == who:
                self._put(conn, address, own_text(person.lang))
            elif member.registrar:
                link = f"{house.foundation.settings.staff_base}/alarms"
                self._put(conn, address, trouble_text(trouble.kind, name, person.lang, link))
        return True

    def _put(self, conn: Connection, address: str, body: str) -> None:
        people = self._house.people
        put_mail(conn, people.ground, people.service, address=address, body=body, validity_s=VALID_S)


def trouble_text(kind: str, name: str, lang: str, link: str) -> str:
    """Subject, an empty line, what is wrong. A name of staff at most. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join([said["subject"], "", said[kind].format(name=name), "", said["end"].format(link=link)])


def own_text(lang: str) -> str:
    """To whoever texted STOP. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join([said["you_subject"], "", said["you"]])
