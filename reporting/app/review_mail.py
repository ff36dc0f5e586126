"""A word to registrars when an agreement with an organization is due for review. By e-mail, where a mail server is set."""

from functools import partial

from sqlalchemy import Connection

from reporting.app.house import House
from reporting.app.registrars import registrars
from reporting.people.sealed_mail import put_mail
from reporting.referrals.partnerships.form import iso
from reporting.referrals.partnerships.keeping import Agreement

VALID_S = 7 * 24 * 3600
_SAID = {
    "en": {
        "subject": "Quietline: an agreement is due for review",
        "line": "The agreement with {name} is reviewed on {day}. Who does what, times and contacts: do they still hold?",
        "end": "Look at it and note the next date: {link}",
    },
    "es": {
        "subject": "Quietline: hay que revisar un acuerdo",
        "line": "El acuerdo con {name} se revisa el {day}. Quién hace qué, plazos y contactos: ¿siguen siendo correctos?",
        "end": "Revíselo y anote la próxima fecha: {link}",
    },
}


class ReviewMail:
    """`look` is for the clock: a month before the day, and each fortnight until somebody reviewed it."""

    def __init__(self, house: House) -> None:
        self._house = house

    def look(self) -> int:
        """How many agreements were told of."""
        house = self._house
        if house.wires.mailer is None:
            return 0
        due = house.partnerships.due()
        for one in due:
            house.ground.database.write(partial(self._tell, agreement=one))
        return len(due)

    def _tell(self, conn: Connection, *, agreement: Agreement) -> None:
        house = self._house
        house.partnerships.reminded(conn, agreement.terms.id)
        link = f"{house.foundation.settings.staff_base}/partnerships/{agreement.terms.id.hex()}"
        for one in registrars(house.people):
            put_mail(
                conn,
                ground=house.people.ground,
                service=house.people.service,
                address=one.address,
                body=review_text(
                    agreement.organization.name, iso(agreement.terms.review_day), one.lang, link
                ),
                validity_s=VALID_S,
            )


def review_text(name: str, day: str, lang: str, link: str) -> str:
    """Subject, an empty line, the text. Nothing of a student. Pure."""
    said = _SAID["es" if lang == "es" else "en"]
    return "\n".join(
        [said["subject"], "", said["line"].format(name=name, day=day), "", said["end"].format(link=link)]
    )
