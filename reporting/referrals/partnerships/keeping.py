"""Agreements with organizations: read by all staff, written by those who lead, reviewed on their day."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.model.help.organization import Organization
from reporting.model.help.partnership import Partnership, People
from reporting.model.help.words import AgreementState
from reporting.model.ids import OrganizationId, PartnershipId, SchoolId
from reporting.people.ground import Ground
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession
from reporting.referrals.directory.entry_form import Problem
from reporting.referrals.directory.keeping import DirectoryKeeping
from reporting.referrals.partnerships.form import read_agreement
from reporting.store import help_agreements
from reporting.store.help_agreements import SealedRow
from reporting.vault.service_box import ServiceBox

ID_BYTES = 16
REMIND_BEFORE = 30  # days before the review
REMIND_AGAIN = 14


@dataclass(frozen=True, slots=True)
class Agreement:
    terms: Partnership
    organization: Organization


@dataclass(frozen=True, slots=True)
class Kept:
    id: PartnershipId
    problems: tuple[Problem, ...] = ()


class Partnerships:
    def __init__(self, ground: Ground, service: ServiceBox, directory: DirectoryKeeping) -> None:
        self._ground = ground
        self._service = service
        self._directory = directory

    def may_change(self, session: StaffSession) -> bool:
        return self._directory.may_change(session)

    def today(self) -> int:
        return self._ground.day()

    def organizations(self) -> tuple[Organization, ...]:
        return self._directory.read().organizations

    def all(self) -> tuple[Agreement, ...]:
        """In force first, by whose review comes next."""
        with self._ground.database.read() as conn:
            rows = help_agreements.partnerships(conn, self._ground.district)
        directory = self._directory.read()
        found = []
        for terms, sealed in rows:
            organization = directory.organization(terms.organization)
            if organization is not None:
                found.append(Agreement(replace(terms, people=self._people(sealed)), organization))
        order = (AgreementState.IN_FORCE, AgreementState.DRAFT, AgreementState.ENDED)
        far = 10**6
        return tuple(
            sorted(
                found,
                key=lambda one: (
                    order.index(one.terms.state),
                    one.terms.review_day or far,
                    one.organization.name,
                ),
            )
        )

    def one(self, id_: PartnershipId) -> Agreement:
        """Raises Refused("unknown")."""
        found = next((one for one in self.all() if one.terms.id == id_), None)
        if found is None:
            raise Refused("unknown", "There is no such agreement.")
        return found

    def save(
        self,
        session: StaffSession,
        id_: PartnershipId | None,
        organization: OrganizationId,
        given: Mapping[str, str],
        schools: Iterable[SchoolId],
    ) -> Kept:
        """`id_` None: a new one. Nothing is kept while something is wrong. Raises Refused: not_allowed, unknown."""
        self._directory.must_change(session)
        self._directory.known(organization)
        before = (
            Partnership(PartnershipId(self._ground.random(ID_BYTES)), organization)
            if id_ is None
            else self.one(id_).terms
        )
        read, problems = read_agreement(given, before, frozenset(schools))
        if not problems:
            self._put(session, read, "changed_agreement")
        return Kept(read.id, problems)

    def reviewed(self, session: StaffSession, id_: PartnershipId, next_day: int) -> None:
        """Both looked at it, and it holds until `next_day`. Raises Refused: not_allowed, unknown, review_past."""
        self._directory.must_change(session)
        if next_day <= self.today():
            raise Refused("review_past", "Choose a day to come.")
        terms = replace(self.one(id_).terms, review_day=next_day, reminded_day=None)
        self._put(session, terms, "reviewed_agreement")

    def due(self) -> tuple[Agreement, ...]:
        """Whose review is near or past, and of which nobody was reminded lately."""
        return tuple(one for one in self.all() if to_remind(one.terms, self.today()))

    def reminded(self, conn: Connection, id_: PartnershipId) -> None:
        help_agreements.reminded(conn, self._ground.district, id_, self.today())

    def _put(self, session: StaffSession, terms: Partnership, act: str) -> None:
        ground = self._ground
        row = ground.random(ID_BYTES)
        sealed = SealedRow(row, self._service.seal(json.dumps(asdict(terms.people)).encode(), row))

        def unit(conn: Connection) -> None:
            help_agreements.put_partnership(conn, ground.district, terms, sealed)
            ground.witness.record(
                conn, minute=ground.minute(), act=act, actor=session.member, about=terms.organization
            )

        ground.database.write(unit)

    def _people(self, sealed: SealedRow) -> People:
        try:
            return People(**json.loads(self._service.open(sealed.sealed, sealed.row)))
        except (Unopenable, ValueError, TypeError):
            return People()  # another service key sealed them: the terms are still there


def to_remind(terms: Partnership, today: int) -> bool:
    """Pure; days since 1970."""
    if terms.state is not AgreementState.IN_FORCE or terms.review_day is None:
        return False
    if terms.review_day - today > REMIND_BEFORE:
        return False
    return terms.reminded_day is None or today - terms.reminded_day >= REMIND_AGAIN


def in_force(
    agreements: Iterable[Agreement], organization: OrganizationId, school: SchoolId | None
) -> Partnership | None:
    """What holds for a referral from this school: the school's own agreement, else the district's. Pure."""
    holding = [
        one.terms
        for one in agreements
        if one.terms.state is AgreementState.IN_FORCE and one.terms.organization == organization
    ]
    own = next((terms for terms in holding if school is not None and terms.school == school), None)
    return own or next((terms for terms in holding if terms.school is None), None)
