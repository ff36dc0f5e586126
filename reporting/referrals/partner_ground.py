"""What the partner's pages stand on, in a process of their own or in the one of the students' site.

Nothing here opens a thread: no key of a queue of the school, no session of staff, no key of the service.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from reporting.cases.opened_message import Believed
from reporting.model.clock import Clock, Ticking
from reporting.model.ids import DistrictId
from reporting.people.e_mail import EmailHash
from reporting.store.database import Database
from reporting.store.shred import ShredStore
from reporting.vault.service_box import PartnerBox


@dataclass(frozen=True, slots=True, repr=False)
class PartnerGround(Ticking):
    """`shred`: gives the keys of packets and side threads; `believed`: whose signatures count; `key`: the one key at rest,
    for names of people at partners.
    """

    district: DistrictId
    database: Database
    shred: ShredStore
    clock: Clock
    believed: Callable[[], Believed]
    key: bytes
    random: Callable[[int], bytes] = field(default=secrets.token_bytes)

    def id(self) -> bytes:
        return self.random(16)

    @property
    def box(self) -> PartnerBox:
        return PartnerBox(self.key)

    @property
    def email_hash(self) -> EmailHash:
        return EmailHash(self.key, self.district)
