"""How many new links are mailed within an hour: whoever took the partner's pages over must not bury a mailbox."""

from collections import deque
from datetime import datetime, timedelta

from reporting.model.ids import OrganizationId, PacketId

HOUR = timedelta(hours=1)
# A link lives for two weeks, so that a packet needs one and an organization a few.
OF_A_PACKET = 3
OF_AN_ORGANIZATION = 20


class LinkLimit:
    """In RAM: each worker counts for itself, and begins anew when it is started."""

    def __init__(self) -> None:
        self._mailed: deque[tuple[datetime, PacketId, OrganizationId]] = deque()

    def allows(self, packet: PacketId, organization: OrganizationId, now: datetime) -> bool:
        """Counts it where it may go."""
        while self._mailed and now - self._mailed[0][0] >= HOUR:
            self._mailed.popleft()
        to_packet = sum(one == packet for _, one, _ in self._mailed)
        to_organization = sum(one == organization for _, _, one in self._mailed)
        if to_packet >= OF_A_PACKET or to_organization >= OF_AN_ORGANIZATION:
            return False
        self._mailed.append((now, packet, organization))
        return True
