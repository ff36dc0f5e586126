"""The tag of a packet: under which school and category what becomes of it is counted. See ADR 0214.

Sealed by the key that partner, student and staff answer with, so that it opens where something happens to the referral,
and for nobody who has the database alone. No page shows it.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from reporting.model.help.words import Barrier
from reporting.model.ids import PacketId, SchoolId
from reporting.model.measure import Step
from reporting.model.referral import ReferralState
from reporting.vault import packets as packet_keys
from reporting.vault.notation import Unreadable

LENGTH = 160
FORTNIGHT, MONTH = 14, 30

# What a partner's word means for the count: whoever was seen was accepted, and had an appointment.
_MEANS: dict[ReferralState, tuple[Step, ...]] = {
    ReferralState.VIEWED: (Step.OPENED,),
    ReferralState.ACCEPTED: (Step.OPENED, Step.ACCEPTED),
    ReferralState.WAITLISTED: (Step.OPENED, Step.WAITING),
    ReferralState.DECLINED: (Step.OPENED, Step.DECLINED),
    ReferralState.SCHEDULED: (Step.OPENED, Step.ACCEPTED, Step.FIRST_APPOINTMENT),
    ReferralState.ATTENDED: (Step.OPENED, Step.ACCEPTED, Step.FIRST_APPOINTMENT, Step.ATTENDED),
    ReferralState.NO_SHOW: (Step.OPENED, Step.ACCEPTED, Step.FIRST_APPOINTMENT, Step.NO_SHOW),
}
# Their places are bits of `packet_count.reached`: to be added to, never to be moved.
_ORDER = (
    Step.OPENED,
    Step.ACCEPTED,
    Step.WAITING,
    Step.DECLINED,
    Step.FIRST_APPOINTMENT,
    Step.ATTENDED,
    Step.NO_SHOW,
)


@dataclass(frozen=True, slots=True)
class Tag:
    """`counted`: False where the thread is kept from somebody, who would learn of it from a total. `day`: on which it
    was sent, since 1970.
    """

    counted: bool = True
    school: SchoolId | None = None
    category: str = ""
    day: int | None = None

    def __repr__(self) -> str:
        return "Tag(<sealed>)"


def seal_tag(answer_key: bytes, packet: PacketId, tag: Tag) -> bytes:
    said = {
        "counted": tag.counted,
        "school": tag.school.hex() if tag.school else "",
        "category": tag.category,
        "day": tag.day,
    }
    # All are of one length: a missing school would show.
    return packet_keys.seal_tag(answer_key, packet, json.dumps(said).encode().ljust(LENGTH))


def read_tag(answer_key: bytes, packet: PacketId, sealed: bytes) -> Tag:
    """One that is not counted where it does not open."""
    try:
        said = json.loads(packet_keys.open_tag(answer_key, packet, sealed))
        school = bytes.fromhex(said["school"])
        return Tag(
            bool(said["counted"]), SchoolId(school) if school else None, str(said["category"]), said["day"]
        )
    except (Unreadable, ValueError, KeyError, TypeError):
        return Tag(counted=False)


def newly(state: ReferralState, reached: int) -> tuple[Sequence[Step], int]:
    """What is to be counted of this word of the partner, and the bits of all that were. Pure."""
    fresh = [step for step in _MEANS.get(state, ()) if not reached & _bit(step)]
    return fresh, reached | sum(map(_bit, fresh))


def how_soon(tag: Tag, today: int) -> Sequence[Step]:
    """Of one who was seen: within a fortnight, within thirty days of sending. Pure."""
    days = None if tag.day is None else today - tag.day
    if days is None or days > MONTH:
        return ()
    return (Step.SEEN_FORTNIGHT, Step.SEEN_MONTH) if days <= FORTNIGHT else (Step.SEEN_MONTH,)


def steps_of(named: Iterable[Barrier], answered: Collection[Barrier]) -> Sequence[Step]:
    """What is counted of barriers that nobody named before in this thread. Pure."""
    found = []
    for one in named:
        found.append(Step(f"needed_{one}"))
        if one not in answered:
            found.append(Step(f"unmet_{one}"))
    return found


def _bit(step: Step) -> int:
    return 1 << _ORDER.index(step)
