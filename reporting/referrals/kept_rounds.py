"""Where the round of each session stands, in RAM: sealed under a key that only its cookie gives, bounded, forgotten soon."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import TypeAdapter

from reporting.model.clock import Clock
from reporting.model.help.words import Barrier
from reporting.model.ids import OrganizationId, ServiceId
from reporting.model.referral import Decline
from reporting.people.staff_session import StaffSession
from reporting.referrals.stalled import Stall
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, kd

KEPT = timedelta(minutes=30)
MOST = 200  # sessions


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


class KeptRounds:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, tuple[datetime, bytes]] = OrderedDict()

    def __repr__(self) -> str:
        return f"KeptRounds({len(self._kept)})"

    def keep(self, session: StaffSession, standing: Standing) -> None:
        sealed = gcm_seal(_key(session), _AS_JSON.dump_json(standing), session.cookie_id)
        with self._lock:
            self._kept.pop(session.cookie_id, None)
            self._kept[session.cookie_id] = self._clock(), sealed
            self._drop_old()

    def of(self, session: StaffSession) -> Standing | None:
        with self._lock:
            self._drop_old()
            found = self._kept.get(session.cookie_id)
        if found is None:
            return None
        try:
            return _AS_JSON.validate_json(gcm_open(_key(session), found[1], session.cookie_id))
        except Unreadable:
            return None

    def _drop_old(self) -> None:
        now = self._clock()
        while self._kept:
            oldest = next(iter(self._kept))
            if len(self._kept) <= MOST and now - self._kept[oldest][0] < KEPT:
                return
            del self._kept[oldest]


def _key(session: StaffSession) -> bytes:
    return kd(session.csrf_secret, "kept-round", session.cookie_id)
