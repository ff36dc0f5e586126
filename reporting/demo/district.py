"""Found the made-up district through the same doors that a real one uses: set-up, joining, admission, birth, opening."""

from dataclasses import dataclass, replace
from functools import partial

from notify import oncall
from reporting.app.foundation import Foundation
from reporting.app.house import House
from reporting.audit.chain import AuditChain
from reporting.audit.witness import ChainedWitness
from reporting.demo.cast import ADMINISTRATOR, CAST, founding
from reporting.model.ids import DistrictId
from reporting.people.ground import Witness
from reporting.people.set_up import Founded, SetUp
from reporting.people.sign_in import Granted
from reporting.people.staff_session import StaffSession


@dataclass(frozen=True, slots=True)
class Admitted:
    """The base32 secret of each person who signs in with a code, by e-mail."""

    two_step: dict[str, str]


def found(foundation: Foundation) -> Founded:
    set_up = SetUp(
        foundation.database,
        trust_path=foundation.settings.trust_directory,
        clock=foundation.clock,
        random=foundation.random,
        witness_for=_witness,
    )
    return set_up.create_district(founding())


def people(house: House, founded: Founded) -> Admitted:
    """Everybody joins with a password of their own, is admitted, gets queues; then the district opens."""
    secrets: dict[str, str] = {}
    for player, invited in zip(CAST[1:], founded.invited, strict=True):
        joined = house.people.joining.join(invited.link, player.password, two_step=player.two_step)
        if joined.two_step is not None:
            secrets[player.form.email] = joined.two_step.text
    session = administrator(house)
    for candidate in house.people.admissions.candidates(session):
        house.people.admissions.admit(session, candidate.invite)
    house.people.births.birth_queues(session)
    house.people.births.open_district(session)
    house.people.sessions.sign_out(session)
    house.people.directory.refresh()
    return Admitted(secrets)


def hasten(house: House, speed: float) -> None:
    """Waiting in paging passes `speed` times as fast."""
    ground = house.ground
    for team in house.people.directory.teams():
        with ground.database.read() as conn:
            rules = oncall.ladder(conn, district=ground.district, team=team.id)
        if rules is not None:
            ground.database.write(
                partial(
                    oncall.save_ladder,
                    district=ground.district,
                    team=team.id,
                    zone=rules.zone,
                    sender=rules.sender,
                    persons=rules.persons,
                    last_resort=rules.last_resort,
                    policy=replace(rules.policy, speed=speed),
                )
            )


def administrator(house: House) -> StaffSession:
    """Signed in, with the password just repeated; sign it out."""
    player = CAST[ADMINISTRATOR]
    granted = house.people.sign_in.password(player.form.email, player.password)
    if not isinstance(granted, Granted):
        raise TypeError("the demo's administrator signs in without a code")
    session = house.people.sessions.resume(granted.cookie, background=False)
    cookie = house.people.sessions.step_up(session, player.password)
    return house.people.sessions.resume(cookie, background=False)


def _witness(server_key: bytes, district: DistrictId) -> Witness:
    return ChainedWitness(AuditChain(server_key, district))
