"""What the partner's pages stand on, in a process of their own or in the one of the students' site.

Nothing here opens a thread: no key of a queue of the school, no session of staff, no key of the service.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from reporting.cases.opened_message import Believed
from reporting.model.clock import Clock, Ticking
from reporting.model.errand import ErrandKind
from reporting.model.ids import DistrictId, OrganizationId, PacketId, SchoolId
from reporting.model.measure import Step
from reporting.people.e_mail import EmailHash
from reporting.store import partner_errands
from reporting.store.database import Database
from reporting.store.partner_errands import Errand
from reporting.vault.partners import seal_errand
from reporting.vault.service_box import PartnerBox
from reporting.vault.xwing import PublicKey


@dataclass(frozen=True, slots=True)
class PartnerTerms:
    """Of an agreement, what the partner's pages show. `danger`: whom the partner calls; `hours`: when it is there."""

    danger: str = ""
    hours: str = ""


class Service(Protocol):
    """What the service does for the partner's pages, with keys that they have not."""

    def shred_key(self, packet: PacketId, seed: bytes, thing: bytes) -> bytes | None:
        """Of a packet or of the side thread beside it, for whoever has the packet's seed. None: destroyed, or not theirs."""

    def terms(self, organization: OrganizationId) -> PartnerTerms: ...

    def mails(self, organization: OrganizationId) -> bool:
        """Whether a new link can be mailed there."""

    def count(self, now: datetime, school: SchoolId | None, category: str, steps: Iterable[Step]) -> None: ...


@dataclass(frozen=True, slots=True, repr=False)
class PartnerGround(Ticking):
    """`believed`: whose signatures count; `key`: the one key at rest, for names of people at partners; `errands`: what is
    left for the service is sealed to it.
    """

    district: DistrictId
    database: Database
    service: Service
    clock: Clock
    believed: Callable[[], Believed]
    key: bytes
    errands: PublicKey
    random: Callable[[int], bytes] = field(default=secrets.token_bytes)

    def id(self) -> bytes:
        return self.random(16)

    @property
    def box(self) -> PartnerBox:
        return PartnerBox(self.key)

    @property
    def email_hash(self) -> EmailHash:
        return EmailHash(self.key, self.district)

    def errand(self, kind: ErrandKind, about: bytes, plain: bytes | None = None) -> Errand:
        """Made before the transaction that leaves it."""
        id_ = self.id()
        sealed = None if plain is None else seal_errand(self.errands, self.district, id_, about, plain)
        return Errand(id_, kind, about, self.minute(), sealed)

    def leave(self, conn: Connection, errand: Errand) -> None:
        """In the transaction of what it tells of."""
        partner_errands.leave(conn, self.district, errand)
