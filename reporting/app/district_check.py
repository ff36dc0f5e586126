"""`quietline check`: the routes against the district in the home, whether the service runs or not. Writes nothing."""

import secrets

from reporting.app.lifetime import WrongStart
from reporting.app.route_check import RouteCheck
from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.cases.district_roll import DistrictRoll
from reporting.cases.route_findings import Finding
from reporting.model.clock import Clock, system_clock
from reporting.model.ids import DistrictId
from reporting.people.doors import open_doors
from reporting.people.tag_key import TagKeyHolder
from reporting.settings import Settings
from reporting.store.database import Database
from reporting.store.migrate import Standing, check
from reporting.vault.trust import TrustDirectory
from triage.routing import load_routes


def check_district(settings: Settings, *, clock: Clock = system_clock) -> tuple[Finding, ...]:
    """Raises WrongStart, TrustMissing, TrustInvalid, RulebookInvalid, StoreError."""
    trust = TrustDirectory.load(settings.trust_directory)
    if check(settings.main_database) is not Standing.CURRENT:
        raise WrongStart("The database is of another version. Start the service once, then check again.")
    database = Database(settings.main_database)
    try:
        people = open_doors(
            database,
            trust,
            # Nobody signs in here: a key of sessions that opens none.
            sess_key=secrets.token_bytes(32),
            witness=ChainedWitness(AuditChain(trust.server_key, DistrictId(trust.district))),
            clock=clock,
            random=secrets.token_bytes,
            tag_key=TagKeyHolder(),
            line_name=trust.roster.name,
            shred_keys=lambda _asked: {},
        )
        roll = DistrictRoll(people.book, people.directory)
        texts = people.providers.hotline() is not None
        return RouteCheck(people, roll, load_routes(settings.rules), texts=texts).findings()
    finally:
        database.close()
