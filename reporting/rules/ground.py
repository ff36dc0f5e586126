"""What the use-cases on rules stand on. Made once by the composition root."""

from dataclasses import dataclass

from reporting.model.clock import Clock, minute_of
from reporting.model.ids import DistrictId, MemberId
from reporting.people.alarms import Alarms
from reporting.people.ground import Witness
from reporting.people.roster_book import RosterBook
from reporting.rules.ledger import is_lead
from reporting.rules.refusals import not_lead
from reporting.rules.shelf import Shelf
from reporting.store.database import Database
from reporting.vault.rule_pin import RulePinFile
from reporting.vault.service_box import ServiceBox

NOT_VERIFIED = "rules_not_verified"
DO_NOT_FIT = "rules_do_not_fit"
ROLLED_BACK = "rules_rolled_back"


@dataclass(frozen=True, slots=True)
class Ground:
    district: DistrictId
    database: Database
    clock: Clock
    book: RosterBook
    alarms: Alarms
    witness: Witness
    service: ServiceBox
    pin: RulePinFile
    shelf: Shelf

    def minute(self) -> int:
        return minute_of(self.clock(), exact=True)

    def must_lead(self, member: MemberId) -> None:
        """Raises RulesRefused."""
        if not is_lead(self.book.current, member):
            raise not_lead()
