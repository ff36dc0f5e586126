"""The services that a referral may go to, those with room first."""

from reporting.cases.ground import Ground
from reporting.model.help.words import Barrier, Capacity
from reporting.model.ids import ServiceId
from reporting.referrals.barriers import answer_to
from reporting.referrals.directory.directory import Entry
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.referral_desk import Partner
from reporting.referrals.terms import Terms, terms_of
from reporting.vault.service_box import ServiceBox

_ROOM = (Capacity.OPEN, Capacity.UNKNOWN, Capacity.WAITLIST, Capacity.FULL)


class OpenPartners:
    def __init__(self, ground: Ground, directory: DirectoryKeeping, service: ServiceBox) -> None:
        self._ground = ground
        self._directory = directory
        self._service = service

    def listed(self) -> tuple[Partner, ...]:
        found = [entry for entry in self._directory.read().entries() if _takes(entry)]
        found.sort(key=lambda one: (_ROOM.index(one.service.capacity), one.organization.name))
        return tuple(
            Partner(
                one.service.id.hex(),
                one.service.name,
                one.organization.name,
                one.service.capacity,
                one.service.wait_days,
                one.languages,
                self._directory.record_contact(one.organization.id) is not None,
                self.terms(one),
                {barrier: answer_to(one, barrier) for barrier in Barrier},
            )
            for one in found
        )

    def entry(self, value: str) -> Entry | None:
        """By its number from a form. None where there is none, or it takes no referrals."""
        try:
            entry = self._directory.read().entry(ServiceId(bytes.fromhex(value)))
        except ValueError:
            return None
        return entry if entry is not None and _takes(entry) else None

    def terms(self, entry: Entry) -> Terms:
        with self._ground.database.read() as conn:
            return terms_of(conn, self._ground.district, self._service, entry.organization.id)


def _takes(entry: Entry) -> bool:
    return entry.shown and entry.service.takes_referrals
