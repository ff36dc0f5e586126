"""A person who is signed in, with the keys that their password opened. Lives as long as one request."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from reporting.model.ids import DistrictId, MemberId, QueueId
from reporting.model.principal import Principal
from reporting.people.refused import StepUpRefused
from reporting.vault.members import Unlocked
from reporting.vault.redacted import Redacted
from reporting.vault.xwing import PrivateKey


@dataclass(frozen=True, slots=True, repr=False)
class LockedSession(Redacted):
    """Somebody who was signed in and whose keys are locked away. It opens nothing; `created` is the first sign-in's."""

    principal: Principal
    row: bytes
    created: int
    csrf_secret: bytes

    @property
    def member(self) -> MemberId:
        return self.principal.member


QueueKeyOf = Callable[[Unlocked, QueueId, int | None], PrivateKey]


@dataclass(slots=True, repr=False)
class StaffSession(Redacted):
    """`csrf_secret` is 32 bytes, the same until step-up; `stepped_up_until` is in the past for most."""

    principal: Principal
    unlocked: Unlocked
    cookie_id: bytes
    created: int
    csrf_secret: bytes
    stepped_up_until: datetime | None
    _key_of: QueueKeyOf
    _keys: dict[tuple[QueueId, int | None], PrivateKey] = field(default_factory=dict)

    @property
    def district(self) -> DistrictId:
        return self.principal.district

    @property
    def member(self) -> MemberId:
        return self.principal.member

    def queue_key(self, queue: QueueId, epoch: int | None = None) -> PrivateKey:
        """The queue's private key, of its current epoch unless told otherwise; opened once a session object.

        Raises: NoQueueKey when this member has none: not in the queue, or not yet confirmed by one who is.
        """
        found = self._keys.get((queue, epoch))
        if found is None:
            found = self._keys[(queue, epoch)] = self._key_of(self.unlocked, queue, epoch)
        return found

    def must_be_stepped_up(self, now: datetime) -> None:
        """Raises StepUpRefused("needed") unless the password was repeated within the last five minutes."""
        if self.stepped_up_until is None or now >= self.stepped_up_until:
            raise StepUpRefused("needed", "Enter your password again to do this.")
