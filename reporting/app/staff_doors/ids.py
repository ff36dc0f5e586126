"""Values that a form sent back, as the ids they stand for."""

from reporting.model.ids import ID_LENGTH, MemberId, QueueId, SchoolId
from reporting.people.refused import Refused


def _id(value: str) -> bytes:
    try:
        raw = bytes.fromhex(value)
    except ValueError:
        raw = b""
    if len(raw) != ID_LENGTH or raw.hex() != value:
        raise Refused("unknown", "That is no longer there. Look at the page again.")
    return raw


def member_id(value: str) -> MemberId:
    """Raises Refused("unknown")."""
    return MemberId(_id(value))


def queue_id(value: str) -> QueueId:
    """Raises Refused("unknown")."""
    return QueueId(_id(value))


def school_id(value: str) -> SchoolId:
    """Raises Refused("unknown")."""
    return SchoolId(_id(value))
