"""Give a district its numbers and its carrier's account after set-up. Sealed by the service key, read at the next start."""

import secrets

from sqlalchemy import Connection

from notify import oncall
from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.model.clock import minute_of, system_clock
from reporting.model.ids import DistrictId
from reporting.people.ground import Ground
from reporting.people.providers import Hotline, Providers, TwilioAccount
from reporting.people.refused import Refused
from reporting.settings import Settings
from reporting.store import schools
from reporting.store.database import Database
from reporting.vault.service_box import ServiceBox, service_key
from reporting.vault.trust import TrustDirectory


def change_hotline(settings: Settings, hotline: Hotline, account: TwilioAccount) -> None:
    """Store both, and page from the new number. Raises Refused("phone"), Refused("service"), TrustMissing, StoreError."""
    if account.students_service is not None and account.students_service == account.staff_service:
        raise Refused(
            "service",
            "Students and staff need a Messaging Service each: a STOP counts for a whole service, so a counselor's "
            "would silence students.",
        )
    trust = TrustDirectory.load(settings.trust_directory)
    district = DistrictId(trust.district)
    database = Database(settings.main_database)
    witness = ChainedWitness(AuditChain(trust.server_key, district))
    ground = Ground(district, database, system_clock, secrets.token_bytes, witness)
    providers = Providers(ground, ServiceBox(service_key(trust.server_key, district)))

    def unit(conn: Connection) -> None:
        providers.put_in(conn, twilio=account, hotline=hotline)
        for team in schools.teams(conn, district):
            rules = oncall.ladder(conn, district=district, team=team.id)
            if rules is not None:
                oncall.save_ladder(
                    conn,
                    district=district,
                    team=team.id,
                    zone=rules.zone,
                    sender=hotline.staff,
                    persons=rules.persons,
                    last_resort=rules.last_resort,
                    policy=rules.policy,
                )
        minute = minute_of(system_clock(), exact=True)
        witness.record(conn, minute=minute, act="changed_hotline", actor=None, about=district)

    try:
        database.write(unit)
    finally:
        database.close()
