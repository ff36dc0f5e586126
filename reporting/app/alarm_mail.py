"""The daily word to registrars: queues that too few people can open. By e-mail, where a mail server is set."""

from functools import partial

from reporting.app.house import House
from reporting.app.registrars import registrars
from reporting.people.sealed_mail import put_mail

VALID_S = 24 * 3600
_SAID = {
    "en": {
        "subject": "Quietline: a queue needs a person",
        "queue_of_none": "{queue}: nobody can open it. What comes in stays closed until somebody joins.",
        "queue_of_one": "{queue}: only one person can open it. A lost password would close it.",
        "queue_epoch_due": "{queue}: somebody left. A member has to sign in, so that it gets a new key.",
        "end": "See Alarms on the staff site: {link}",
    },
    "es": {
        "subject": "Quietline: una bandeja necesita a alguien",
        "queue_of_none": "{queue}: nadie puede abrirla. Lo que llega queda cerrado hasta que alguien entre.",
        "queue_of_one": "{queue}: solo una persona puede abrirla. Una contraseña perdida la cerraría.",
        "queue_epoch_due": "{queue}: alguien se fue. Un miembro tiene que entrar para que tenga una llave nueva.",
        "end": "Vea Alarmas en el sitio del personal: {link}",
    },
}


class AlarmMail:
    """`look` is for the clock: it raises and clears alarms, and mails what is new or has stood another day."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self) -> int:
        """How many registrars were written to."""
        house = self._house
        troubles = [(kind, house.ground.roll.queue_name(queue)) for kind, queue in house.people.health.look()]
        if not troubles or house.wires.mailer is None:
            return 0
        written = registrars(house.people)
        for one in written:
            body = alarm_text(troubles, one.lang, f"{house.foundation.settings.staff_base}/alarms")
            mail = partial(
                put_mail,
                ground=house.people.ground,
                service=house.people.service,
                address=one.address,
                body=body,
                validity_s=VALID_S,
            )
            house.ground.database.write(mail)
        return len(written)


def alarm_text(troubles: list[tuple[str, str]], lang: str, link: str) -> str:
    """Subject, an empty line, then a line for each trouble. Names of queues, nothing of a message. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    lines = [said[kind].format(queue=queue) for kind, queue in troubles]
    return "\n".join([said["subject"], "", *lines, "", said["end"].format(link=link)])
