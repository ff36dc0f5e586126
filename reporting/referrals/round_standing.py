"""Where a round stands between two slices."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from reporting.model.clock import Clock
from reporting.model.help.words import Barrier
from reporting.model.ids import OrganizationId, ServiceId
from reporting.model.referral import Decline
from reporting.people.kept_by_session import KeptBySession
from reporting.referrals.stalled import Stall

KEPT = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Row:
    """One that stands still. `thread`, `organization`, `service`: hex."""

    reference: str
    thread: str
    offer: str
    party: str
    service_name: str
    organization: str
    service: str
    lang: str
    age_band: str
    barriers: tuple[Barrier, ...]
    stall: Stall
    days: int
    declined: Decline | None
    met: str | None

    def __repr__(self) -> str:
        return "Row(<sealed>)"

    @property
    def service_id(self) -> ServiceId:
        return ServiceId(bytes.fromhex(self.service))

    @property
    def organization_id(self) -> OrganizationId:
        return OrganizationId(bytes.fromhex(self.organization))


@dataclass(frozen=True, slots=True)
class Standing:
    """A round between two slices. `since`: minute from which on conversations changed; `after`: minute and thread (hex)
    of the one that was looked at last.
    """

    begun: datetime
    since: int
    total: int
    walking: bool = True
    looked: int = 0
    after: tuple[int, str] | None = None
    rows: tuple[Row, ...] = ()

    def __repr__(self) -> str:
        return f"Standing({self.looked})"


_AS_JSON = TypeAdapter(Standing)


def kept_rounds(clock: Clock) -> KeptBySession[Standing]:
    return KeptBySession(clock, "kept-round", _AS_JSON, KEPT)
