"""How many opened the start page by the paper of a campaign: by week, and of no visitor.

Gathered in RAM without an address and without a time, and written hourly, five and more together: a row at the time
would say that somebody stood before that poster just now. What a stop of the service finds is written whatever it is.
"""

import logging
import re
from collections.abc import Mapping

from reporting.cases.gathered import Gathered
from reporting.cases.return_counter import TOGETHER, week_of
from reporting.model.clock import Clock
from reporting.model.ids import DistrictId
from reporting.model.reference import ALPHABET
from reporting.store import campaigns
from reporting.store.campaigns import CampaignTally
from reporting.store.database import Database
from reporting.store.errors import StoreError

CODE_LENGTH = 4
_CODE = re.compile(rf"[{ALPHABET}]{{{CODE_LENGTH}}}")
_log = logging.getLogger("reporting.cases")


class CampaignCounter:
    def __init__(self, database: Database, district: DistrictId, clock: Clock) -> None:
        self._database = database
        self._district = district
        self._clock = clock
        self._gathered: Gathered[tuple[str, int]] = Gathered()

    def seen(self, code: str) -> None:
        """The start page was opened with this code. An unknown one counts nothing; a store that is down neither."""
        if _CODE.fullmatch(code) is None:
            return
        try:
            with self._database.read() as conn:
                counted = campaigns.runs(conn, self._district, code)
        except StoreError as down:
            _log.error("a visit could not be counted", exc_info=down)
            return
        if counted:
            self._gathered.add({(code, week_of(self._clock())): 1})

    def gathered(self) -> tuple[CampaignTally, ...]:
        """What is not written yet, so that a page can add it to what is."""
        return tuple(CampaignTally(*key, n) for key, n in self._gathered.waiting().items())

    def flush(self) -> None:
        """Write what was gathered, unless it is too little; what could not be written stays for the next hour."""
        self._gathered.write(self._write, fewest=TOGETHER)

    def close(self) -> None:
        """The service stops: what is not written now is lost."""
        self._gathered.write(self._write)

    def _write(self, visits: Mapping[tuple[str, int], int]) -> None:
        self._database.write(lambda conn: campaigns.add_visits(conn, self._district, visits))
