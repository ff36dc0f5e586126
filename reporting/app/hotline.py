"""Give a district its numbers and its carrier's account after set-up. Sealed by the service key, read at the next start."""

from dataclasses import replace

from sqlalchemy import Connection

from notify import oncall
from reporting.app.beside_the_service import providers_beside
from reporting.model.clock import minute_of
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import Refused
from reporting.settings import Settings
from reporting.store import schools


def change_hotline(settings: Settings, hotline: Hotline, account: TwilioAccount) -> None:
    """Store both, and page from the new number. Raises Refused("phone"), Refused("service"), TrustMissing, StoreError."""
    if account.students_service is not None and account.students_service == account.staff_service:
        raise Refused(
            "service",
            "Students and staff need a Messaging Service each: a STOP counts for a whole service, so a counselor's "
            "would silence students.",
        )
    with providers_beside(settings) as (ground, providers):
        district = ground.district
        before = providers.hotline()
        if hotline.nudge is None and before is not None:
            hotline = replace(hotline, nudge=before.nudge)

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
            minute = minute_of(ground.clock(), exact=True)
            ground.witness.record(conn, minute=minute, act="changed_hotline", actor=None, about=district)

        ground.database.write(unit)


def change_nudge_line(settings: Settings, number: str | None) -> None:
    """The number whence students are nudged, and nothing else leaves; None: no nudge is offered.

    Raises Refused("hotline"), Refused("phone"), Refused("nudge_number"), TrustMissing, StoreError.
    """
    with providers_beside(settings) as (ground, providers):
        hotline = providers.hotline()
        if hotline is None:
            raise Refused("hotline", "There is no hotline yet: `quietline hotline` stores it.")
        changed = replace(hotline, nudge=number)

        def unit(conn: Connection) -> None:
            providers.put_in(conn, twilio=None, hotline=changed)
            minute = minute_of(ground.clock(), exact=True)
            ground.witness.record(
                conn, minute=minute, act="changed_hotline", actor=None, about=ground.district
            )

        ground.database.write(unit)
