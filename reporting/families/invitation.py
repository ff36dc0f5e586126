"""What a guardian's link carries: sealed under the token of its address, in the row of the bond."""

import json
from dataclasses import dataclass

from reporting.model.ids import DistrictId, MemberId, MessageId, QueueId, SchoolId
from reporting.vault.bonds import open_invitation, seal_invitation
from reporting.vault.notation import Unreadable


@dataclass(frozen=True, slots=True)
class Invitation:
    """`first`: the number of the message that it opens with, so that it works once; `beside`: a note in the student's
    thread; `excluded`: from whom that is kept; `tell`: what the student agreed to be told. `until_day`: since 1970.
    """

    first: MessageId
    beside: MessageId
    queue: QueueId
    school: SchoolId | None
    excluded: frozenset[MemberId]
    tell: str
    lang: str
    until_day: int

    def __repr__(self) -> str:
        return "Invitation(<sealed>)"

    def seal(self, token: bytes, district: DistrictId) -> bytes:
        said = {
            "first": self.first.hex(),
            "beside": self.beside.hex(),
            "queue": self.queue.hex(),
            "school": self.school.hex() if self.school else "",
            "excluded": sorted(one.hex() for one in self.excluded),
            "tell": self.tell,
            "lang": self.lang,
            "until_day": self.until_day,
        }
        return seal_invitation(token, district, json.dumps(said, ensure_ascii=False).encode())

    @classmethod
    def opened(cls, token: bytes, district: DistrictId, sealed: bytes) -> "Invitation":
        """Raises Unreadable."""
        said = json.loads(open_invitation(token, district, sealed))
        try:
            return cls(
                MessageId(bytes.fromhex(said["first"])),
                MessageId(bytes.fromhex(said["beside"])),
                QueueId(bytes.fromhex(said["queue"])),
                SchoolId(bytes.fromhex(said["school"])) if said["school"] else None,
                frozenset(MemberId(bytes.fromhex(one)) for one in said["excluded"]),
                said["tell"],
                said["lang"],
                said["until_day"],
            )
        except (KeyError, ValueError):
            raise Unreadable from None
