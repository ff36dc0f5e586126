"""Whether a person may know that a thread exists: only those under whose name it is listed."""

from reporting.model.ids import DistrictId, ThreadId
from reporting.model.principal import Principal
from reporting.store import listings, threads
from reporting.store.database import Database


class Knowing:
    def __init__(self, database: Database, district: DistrictId) -> None:
        self._database = database
        self._district = district

    def may_know(self, principal: Principal, about: bytes) -> bool:
        """True for what is no thread: a member, a queue."""
        with self._database.read() as conn:
            holders = listings.holders(conn, self._district, ThreadId(about))
            if not holders and threads.by_id(conn, self._district, ThreadId(about)) is None:
                return True
        return bool(holders & {*principal.queues, principal.member})
