"""The word to registrars that a gap comes nearer: by e-mail, where a mail server is set. Times, and no person."""

from collections.abc import Mapping
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from notify.coverage import Stage, Why
from notify.gap_alarms import GapAlarm
from notify.shift_wording import moment
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.roster_book import RosterBook
from reporting.people.sealed_mail import put_mail
from reporting.vault.service_box import ServiceBox

VALID_S = 24 * 3600
_TEXTS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "subject": "Quietline: nobody to rely on is on call",
        "from_until": "{team}: from {start} until {end}.",
        "from_on": "{team}: from {start} on, and no end is in sight.",
        "end": "Give the time to somebody, or declare it: {link}",
        Stage.NOW: "It has begun.",
        Stage.DAY: "It begins within 24 hours.",
        Stage.WEEK: "It begins within seven days.",
        Stage.MONTH: "It begins within 30 days.",
        Why.NOBODY: "Nobody is on call.",
        Why.NO_PHONE: "Whoever is on call has no verified phone.",
        Why.OPTED_OUT: "Whoever is on call texted STOP.",
        Why.CANNOT_OPEN: "Whoever is on call cannot open the team's queues.",
        Why.NOT_LATELY: "Whoever is on call has not signed in for 30 days.",
        Why.ABSENT: "Whoever is on call is away.",
        Why.LANGUAGE: "Nobody on call answers in a language that the team has to cover.",
    },
    "es": {
        "subject": "Quietline: no hay de guardia nadie con quien contar",
        "from_until": "{team}: desde {start} hasta {end}.",
        "from_on": "{team}: desde {start}, sin final a la vista.",
        "end": "Dé el horario a alguien, o declárelo: {link}",
        Stage.NOW: "Ya empezó.",
        Stage.DAY: "Empieza dentro de 24 horas.",
        Stage.WEEK: "Empieza dentro de siete días.",
        Stage.MONTH: "Empieza dentro de 30 días.",
        Why.NOBODY: "Nadie está de guardia.",
        Why.NO_PHONE: "Quien está de guardia no tiene teléfono verificado.",
        Why.OPTED_OUT: "Quien está de guardia escribió STOP.",
        Why.CANNOT_OPEN: "Quien está de guardia no puede abrir las bandejas del equipo.",
        Why.NOT_LATELY: "Quien está de guardia no ha entrado en 30 días.",
        Why.ABSENT: "Quien está de guardia está ausente.",
        Why.LANGUAGE: "Nadie de guardia contesta en un idioma que el equipo debe cubrir.",
    },
}


class GapPost:
    def __init__(
        self,
        ground: Ground,
        directory: Directory,
        book: RosterBook,
        service: ServiceBox,
        link: str,
        *,
        mail: bool,
    ) -> None:
        """`link`: the address of the teams' calendars. `mail`: whether a mail server is set; else nobody is written to."""
        self._ground = ground
        self._directory = directory
        self._book = book
        self._service = service
        self._link = link
        self._mail = mail

    def tell(self, conn: Connection, alarm: GapAlarm) -> None:
        """Inside the caller's transaction: each registrar once."""
        team = next((one.name for one in self._directory.teams() if one.id == alarm.team), None)
        if not self._mail or team is None:
            return
        zone, members = ZoneInfo(self._directory.district().zone), self._book.current.members
        for person in self._directory.staff():
            member = members.get(person.id)
            address = self._directory.email_of(person)
            if member is None or not (member.active and member.registrar and address):
                continue
            body = gap_text(alarm, team, zone, person.lang, f"{self._link}/{alarm.team.hex()}")
            put_mail(conn, self._ground, self._service, address=address, body=body, validity_s=VALID_S)


def gap_text(alarm: GapAlarm, team: str, zone: ZoneInfo, lang: str, link: str) -> str:
    """Subject, an empty line, then when and why. Pure."""
    said = _TEXTS["es" if lang == "es" else "en"]
    start = moment(alarm.starts, zone, lang)
    when = (
        said["from_until"].format(team=team, start=start, end=moment(alarm.ends, zone, lang))
        if alarm.ends
        else said["from_on"].format(team=team, start=start)
    )
    lines = [when, said[alarm.stage], *(said[why] for why in alarm.why)]
    return "\n".join([said["subject"], "", *lines, "", said["end"].format(link=link)])
