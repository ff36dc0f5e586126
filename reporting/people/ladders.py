"""What each team does with a page when nobody answers: looked at by all, rehearsed, changed by registrars."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

import notify.oncall
from notify import agency
from notify.contacts import address, owners
from notify.escalation import Reach
from notify.pages.candidates import NOT_BEGUN, candidates
from notify.policy import Policy
from notify.ports import Channel, Unopenable
from notify.rehearsal import Rehearsal, rehearse
from reporting.model.ids import MemberId, TeamId
from reporting.people.directory import Directory
from reporting.people.ground import Ground
from reporting.people.ladder_form import AgencyWish
from reporting.people.phones import PhoneHash
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.vault.service_box import ServiceBox

_PHONE = frozenset({Channel.SMS, Channel.VOICE})


class Ladders:
    def __init__(
        self, ground: Ground, directory: Directory, service: ServiceBox, phone_hash: PhoneHash
    ) -> None:
        self._ground = ground
        self._directory = directory
        self._service = service
        self._phone_hash = phone_hash

    def kept(self, team: TeamId) -> tuple[Policy, AgencyWish | None]:
        """What counts for the next page. Raises Refused("unknown")."""
        with self._ground.database.read() as conn:
            rules = notify.oncall.ladder(conn, district=self._ground.district, team=team)
            if rules is None:
                raise Refused("unknown", "Choose a team of this district.")
            return rules.policy, self._agency(conn, team)

    def agency_called(self, person: bytes) -> str | None:
        """The name of an agency by the id of its contact; None for everybody else."""
        ids = {agency.agency_id(team.id): team.id for team in self._directory.teams()}
        if person not in ids:
            return None
        with self._ground.database.read() as conn:
            found = agency.agency_of(conn, district=self._ground.district, team=ids[person])
            return found.name if found else None

    def rehearsed(
        self, team: TeamId, policy: Policy, *, outside: bool, channels: frozenset[Channel]
    ) -> tuple[Rehearsal, dict[bytes, str]]:
        """What would happen from now on if nobody answers, and the names of all in it. `outside`: with an agency.

        As if nobody had been rung lately: otherwise it would tell of pages that are open.
        """
        ground, now = self._ground, self._ground.clock()
        with ground.database.read() as conn:
            found = candidates(
                conn,
                district=ground.district,
                team=team,
                rules=notify.oncall.ladder(conn, district=ground.district, team=team),
                excluded=(),
                able=(),
                escalation=NOT_BEGUN,
                can_act=self._directory,
                at=int(now.timestamp()),
                channels=channels,
            )
        beyond = Reach(agency.agency_id(team), _PHONE) if outside else None
        people = {person: self._directory.name_of(MemberId(person)) for person in found.known}
        return rehearse(policy, found.on_call, found.everyone, beyond), people

    def change(
        self, session: StaffSession, teams: Sequence[TeamId], policy: Policy, wish: AgencyWish | None
    ) -> None:
        """In force with the next page; open ones go on as they began.

        Raises: Refused("not_registrar" | "unknown" | "agency_colleague"), StepUpRefused("needed").
        """
        if not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar changes what happens when nobody answers.")
        ground = self._ground
        now = ground.clock()
        session.must_be_stepped_up(now)

        def unit(conn: Connection) -> None:
            if wish is not None:
                self._outside(conn, wish)
            for team in teams:
                self._put(conn, team, policy, wish, now)
                ground.witness.record(
                    conn, minute=ground.minute(), act="changed_ladder", actor=session.member, about=team
                )

        ground.database.write(unit)

    def _put(
        self, conn: Connection, team: TeamId, policy: Policy, wish: AgencyWish | None, now: datetime
    ) -> None:
        district = self._ground.district
        rules = notify.oncall.ladder(conn, district=district, team=team)
        if rules is None:
            raise Refused("unknown", "Choose a team of this district.")
        notify.oncall.save_ladder(
            conn,
            district=district,
            team=team,
            zone=rules.zone,
            sender=rules.sender,
            persons=rules.persons,
            last_resort=rules.last_resort,
            policy=policy,
        )
        if wish is None:
            agency.remove_agency(conn, district=district, team=team)
            return
        agency.save_agency(
            conn,
            district=district,
            team=team,
            name=wish.name,
            lang=wish.lang,
            number=wish.number,
            sealer=self._service,
            phone_hash=self._phone_hash,
            now=now,
        )

    def _outside(self, conn: Connection, wish: AgencyWish) -> None:
        """A colleague's number would hear of pages that are kept from that colleague. Raises Refused."""
        mine = owners(conn, district=self._ground.district, phone=self._phone_hash(wish.number))
        if any(self._directory.name_of(MemberId(person)) for person in mine):
            raise Refused("agency_colleague", "This number is a colleague's. An agency stands outside.")

    def _agency(self, conn: Connection, team: TeamId) -> AgencyWish | None:
        district = self._ground.district
        found = agency.agency_of(conn, district=district, team=team)
        if found is None:
            return None
        try:
            number = address(
                conn, district=district, person=found.person, channel=Channel.VOICE, sealer=self._service
            )
        except (LookupError, Unopenable):  # another service key sealed it; the alarms say so
            number = ""
        return AgencyWish(found.name, number, found.lang)
