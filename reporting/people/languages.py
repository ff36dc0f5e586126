"""In which languages a member of staff answers students. Rotas ask it; what one is paged in counts until it is told."""

from collections.abc import Collection

from sqlalchemy import Connection

import notify.contacts
import notify.languages
from reporting.model.ids import MemberId
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession

# Those in which the public pages and the texts of the line speak.
LANGUAGES = ("en", "es")


def checked_languages(languages: Collection[str]) -> tuple[str, ...]:
    """Raises Refused("unknown")."""
    if not set(languages) <= set(LANGUAGES):
        raise Refused("unknown", "Choose languages that are offered.")
    return tuple(one for one in LANGUAGES if one in languages)


class Languages:
    def __init__(self, ground: Ground) -> None:
        self._ground = ground

    def of(self, member: MemberId) -> tuple[str, ...]:
        district = self._ground.district
        with self._ground.database.read() as conn:
            said = notify.languages.spoken(conn, district=district).get(member)
            known = notify.contacts.contacts(conn, district=district, persons=[member])
        paged = {known[member].lang} if member in known else set()
        return tuple(one for one in LANGUAGES if one in (said or paged))

    def save(self, session: StaffSession, languages: Collection[str]) -> None:
        """One's own. Raises Refused("languages" | "unknown")."""
        chosen = checked_languages(languages)
        if not chosen:
            raise Refused("languages", "Choose at least one language.")

        def unit(conn: Connection) -> None:
            notify.languages.save_spoken(
                conn, district=self._ground.district, person=session.member, languages=chosen
            )

        self._ground.database.write(unit)
