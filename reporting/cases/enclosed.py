"""What comes with a text: where it lies at the carrier is sealed and put down with the text, in the same transaction.

The place under a key on disk: the program may end before it is fetched, and whoever has that key has the account's too.
The phone under a key in RAM alone, as always; after a restart nobody can be told by text, and the thread says so.
"""

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from notify.media import MediaName, MediaStore
from reporting.cases.doors import InboundText
from reporting.model.ids import DistrictId, ThreadId
from reporting.store import waiting_media
from reporting.store.waiting_media import Enclosed, Waiting
from reporting.vault.chain import message_id_of_sid
from reporting.vault.service_box import OutboxBox, ServiceBox

MOST_ENCLOSED = 10  # what a carrier takes with one text


@dataclass(frozen=True, slots=True)
class Lying:
    """Where it lies, None for an address that is not our account's; `lang`: what its text was written in."""

    name: MediaName | None
    lang: str


@dataclass(frozen=True, slots=True)
class Enclosing:
    district: DistrictId
    service: ServiceBox
    out: OutboxBox
    store: MediaStore

    def sealed(self, text: InboundText, lang: str) -> tuple[Enclosed, ...]:
        """Made before any lock is held."""
        return tuple(
            self._sealed(text, number, address, lang)
            for number, address in enumerate(text.enclosed[:MOST_ENCLOSED])
        )

    def put(self, conn: Connection, thread: ThreadId, enclosed: tuple[Enclosed, ...], now: int) -> None:
        waiting_media.add(conn, self.district, thread, enclosed, now)

    def lying(self, one: Waiting) -> Lying:
        """Raises what the service box raises, for a row that somebody changed."""
        said = json.loads(self.service.open(one.place, one.id))
        name = MediaName(said["message"], said["media"]) if said["media"] else None
        return Lying(name, said["lang"])

    def phone(self, one: Waiting) -> tuple[str, str]:
        """(the student's number, the number of ours). Raises what the outbox raises once its key is gone."""
        number, line = json.loads(self.out.open(one.phone or b"", one.id))
        return number, line

    def _sealed(self, text: InboundText, number: int, address: str, lang: str) -> Enclosed:
        row = message_id_of_sid(f"{text.sid}/{number}")
        name = self.store.name(address)
        said = {"message": name.message if name else "", "media": name.media if name else "", "lang": lang}
        return Enclosed(
            row,
            message_id_of_sid(text.sid),
            self.service.seal(json.dumps(said).encode(), row),
            self.out.seal(json.dumps([text.sender, text.to]).encode(), row),
        )
