"""Values that a form sent back, as the ids they stand for."""

from reporting.model.ids import ID_LENGTH, MemberId, QueueId, SchoolId, TeamId
from reporting.people.refused import Refused


def plain_id(value: str) -> bytes:
    """Raises Refused("unknown")."""
    try:
        raw = bytes.fromhex(value)
    except ValueError:
        raw = b""
    if len(raw) != ID_LENGTH or raw.hex() != value:
        raise Refused("unknown", "That is no longer there. Look at the page again.")
    return raw


def member_id(value: str) -> MemberId:
    """Raises Refused("unknown")."""
    return MemberId(plain_id(value))


def queue_id(value: str) -> QueueId:
    """Raises Refused("unknown")."""
    return QueueId(plain_id(value))


def school_id(value: str) -> SchoolId:
    """Raises Refused("unknown")."""
    return SchoolId(plain_id(value))


def team_id(value: str) -> TeamId:
    """Raises Refused("unknown")."""
    return TeamId(plain_id(value))
