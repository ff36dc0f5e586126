"""When a partner is there: as its agreement says, else as the directory does."""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.model.help.service import Schedule
from reporting.model.ids import OrganizationId, ServiceId
from reporting.referrals.directory.directory import HelpDirectory
from reporting.referrals.partner_ground import PartnerTerms


@dataclass(frozen=True, slots=True)
class Hours:
    """`any_hour`: day and night. `words`: from the agreement; `schedules`: where it says none. `danger`: whom the partner
    calls.
    """

    any_hour: bool = False
    words: str = ""
    schedules: tuple[Schedule, ...] = ()
    danger: str = ""


class PartnerHours:
    def __init__(
        self, terms: Callable[[OrganizationId], PartnerTerms], directory: Callable[[], HelpDirectory]
    ) -> None:
        self._terms = terms
        self._directory = directory

    def of(self, organization: OrganizationId, service: ServiceId) -> Hours:
        terms = self._terms(organization)
        entry = self._directory().entry(service)
        if entry is None:
            return Hours(words=terms.hours, danger=terms.danger)
        schedules = entry.service.schedules or next(
            (found for place, location in entry.where if (found := place.schedules or location.schedules)), ()
        )
        return Hours(entry.service.any_hour, terms.hours, () if terms.hours else schedules, terms.danger)
