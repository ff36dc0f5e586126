"""A district's people and its providers, for a command that runs beside the service or while it stands still."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from reporting.app.lifetime import WrongStart
from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.model.clock import Clock, system_clock
from reporting.model.ids import DistrictId
from reporting.people.doors import PeopleDoors, open_doors
from reporting.people.ground import Ground
from reporting.people.providers import Providers
from reporting.people.tag_key import TagKeyHolder
from reporting.settings import Settings
from reporting.store.database import Database
from reporting.store.migrate import Standing, check
from reporting.vault.service_box import ServiceBox, service_key
from reporting.vault.trust import TrustDirectory


@contextmanager
def people_beside(settings: Settings, clock: Clock) -> Iterator[PeopleDoors]:
    """Raises WrongStart, TrustMissing, TrustInvalid, StoreError."""
    trust = TrustDirectory.load(settings.trust_directory)
    if check(settings.main_database) is not Standing.CURRENT:
        raise WrongStart("The database is of another version. Start the service once, then check again.")
    database = Database(settings.main_database)
    try:
        yield open_doors(
            database,
            trust,
            # Nobody signs in here: a key of sessions that opens none.
            sess_key=secrets.token_bytes(32),
            witness=_witness(trust),
            clock=clock,
            random=secrets.token_bytes,
            tag_key=TagKeyHolder(),
            line_name=trust.roster.name,
            shred_keys=lambda _asked: {},
        )
    finally:
        database.close()


@contextmanager
def providers_beside(settings: Settings) -> Iterator[tuple[Ground, Providers]]:
    """Raises TrustMissing, TrustInvalid, StoreError."""
    trust = TrustDirectory.load(settings.trust_directory)
    district = DistrictId(trust.district)
    database = Database(settings.main_database)
    ground = Ground(district, database, system_clock, secrets.token_bytes, _witness(trust))
    try:
        yield ground, Providers(ground, ServiceBox(service_key(trust.server_key, district)))
    finally:
        database.close()


def _witness(trust: TrustDirectory) -> ChainedWitness:
    return ChainedWitness(AuditChain(trust.server_key, DistrictId(trust.district)))
