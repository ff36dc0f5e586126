"""What stands in a side thread: messages of student and partner, a name given step by step, a video link. Mostly pure."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from urllib.parse import urlsplit

from reporting.cases.refusals import Refused
from reporting.model.clock import day_of
from reporting.model.ids import DistrictId
from reporting.store.sides import Side, SideMessage
from reporting.vault.notation import Unreadable
from reporting.vault.payload import Payload
from reporting.vault.sides import Party, SidePlace, open_message
from reporting.vault.xwing import PrivateKey

NAMED, VIDEO, SEEN_VIDEO = "side_named", "side_video", "side_video_yes"
ADDRESS_LIMIT = 400
GIVEN_LIMIT = 120
_LINK = re.compile(r"(?i)\bhttps?:|\bwww\.")


class NoSuchSide(Refused):
    """There is none, or it has ended."""

    code = "side_over"


class PartnerAbsent(Refused):
    """The partner has not opened it yet, so nothing can be sealed for them."""

    code = "side_waits"


class LinkInWords(Refused):
    """A link in a message: a video link has its own field, so that the student is asked first."""

    code = "side_link"


class NoVideoAddress(Refused):
    """Not an https address of a video room."""

    code = "side_address"


class NothingGiven(Refused):
    """The box was not ticked, or the field is empty."""

    code = "side_nothing_given"


class GivenName(StrEnum):
    """What a student may tell there, one by one."""

    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    PHONE = "phone"
    EMAIL = "email"
    SCHOOL_CLASS = "school_class"


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is empty where it does not open: to a partner who came by a new link, or forged. `at`: as coarse as sealed."""

    id: str
    party: Party
    readable: bool
    text: str = ""
    code: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    at: datetime | None = None

    def __repr__(self) -> str:
        return f"Said({self.party.name})"


def read_side(  # noqa: PLR0917 - what a side thread is read by
    district: DistrictId,
    side: Side,
    stored: Sequence[SideMessage],
    key: PrivateKey,
    answer_key: bytes,
    shred_key: bytes,
) -> tuple[Said, ...]:
    """Every message in its order; what does not open or was not written by either is marked."""
    return tuple(_read(district, side, one, key, answer_key, shred_key) for one in stored)


def _read(  # noqa: PLR0917 - as above
    district: DistrictId, side: Side, one: SideMessage, key: PrivateKey, answer_key: bytes, shred_key: bytes
) -> Said:
    party = Party(one.party)
    place = SidePlace(district, side.id, one.id, one.seq, party)
    try:
        raw = open_message(place, one.core, one.recipients, shred_key, key, answer_key)
        payload = Payload.from_bytes(raw)
    except Unreadable:
        return Said(one.id.hex(), party, readable=False)
    return Said(
        one.id.hex(),
        party,
        readable=True,
        text=payload.text or "",
        code=payload.code,
        params=payload.params,
        at=datetime.fromtimestamp(payload.at, UTC),
    )


def given(said: Iterable[Said]) -> dict[GivenName, str]:
    """What the student told of themselves, the last word on each."""
    found: dict[GivenName, str] = {}
    for one in said:
        name = next((each for each in GivenName if each.value == one.params.get("name")), None)
        if one.code == NAMED and one.party is Party.STUDENT and name is not None:
            found[name] = one.params.get("value", "")
    return found


def released(said: Iterable[Said]) -> frozenset[str]:
    """Ids of the video links that the student wanted to see."""
    return frozenset(
        one.params.get("video", "") for one in said if one.code == SEEN_VIDEO and one.party is Party.STUDENT
    )


def video_address(typed: str) -> str:
    """An https address as it may be shown. Raises NoVideoAddress."""
    address = typed.strip()
    try:
        parts = urlsplit(address)
        host, named = parts.hostname or "", parts.username is not None or parts.password is not None
    except ValueError:
        raise NoVideoAddress from None
    plain = address.isascii() and address.isprintable() and " " not in address
    if parts.scheme != "https" or "." not in host or named or not plain or len(address) > ADDRESS_LIMIT:
        raise NoVideoAddress
    return address


def holds_link(text: str) -> bool:
    return _LINK.search(text) is not None


def week_of(now: datetime) -> int:
    """The Sunday of that week, in days since 1970."""
    day = day_of(now)
    return day + (-(day + 4)) % 7
