"""The first minutes of a district: its trust directory, its first administrator, everybody's invitations."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection

from reporting.model.clock import Clock
from reporting.model.ids import DistrictId, MemberId, SchoolId
from reporting.people.contacts import Contacts
from reporting.people.district_outline import Outline, outlined
from reporting.people.e_mail import EmailHash, well_formed
from reporting.people.founding import Founding, PersonForm, checked
from reporting.people.ground import Ground, Random, Witness
from reporting.people.invitations import Invited, invite_row, sealed_to_registrars
from reporting.people.phones import PhoneHash
from reporting.people.plain_fields import checked_name
from reporting.people.price import Price
from reporting.people.providers import Providers
from reporting.people.refused import SetUpRefused
from reporting.people.two_step import TwoStepSecret, two_step_secret
from reporting.store import invites, member_secrets, root_wraps, roster_entries, schools, staff
from reporting.store.database import Database
from reporting.store.staff import Staff
from reporting.vault.invites import LIFETIME, Invitation
from reporting.vault.members import NewMember, new_member
from reporting.vault.queues import wrap_root
from reporting.vault.roster import Roster
from reporting.vault.roster_acts import Act, AddMember, SetRegistrar
from reporting.vault.roster_entry import sign
from reporting.vault.service_box import ServiceBox, service_key
from reporting.vault.signing import SigningKey
from reporting.vault.trust import TrustDirectory, TrustMissing

WitnessFor = Callable[[bytes, DistrictId], Witness]


@dataclass(frozen=True, slots=True)
class Founded:
    """What the set-up page shows once: the second step's secret, and a link for each person of the form."""

    district: DistrictId
    administrator: MemberId
    two_step: TwoStepSecret | None
    invited: tuple[Invited, ...]
    shared: tuple[SchoolId, ...]


class SetUp:
    """`witness_for` makes the audit chain once there is a server key; it stands above this room."""

    def __init__(
        self,
        database: Database,
        *,
        trust_path: Path,
        clock: Clock,
        random: Random,
        witness_for: WitnessFor,
        price: Price = Price(),  # noqa: B008 - frozen
    ) -> None:
        self._database = database
        self._trust_path = trust_path
        self._clock = clock
        self._random = random
        self._witness_for = witness_for
        self._price = price

    def needed(self) -> bool:
        """Whether this home has no district yet. A set-up that was cut off before anything was stored begins anew.

        Raises TrustMissing where the database holds a district whose trust directory is not there, TrustInvalid.
        """
        with self._database.read() as conn:
            stored = {district.district for district in schools.districts(conn)}
        try:
            trust = TrustDirectory.load(self._trust_path)
        except TrustMissing:
            if stored:
                raise  # a district without its keys: starting anew would bury what is there
            return True
        if trust.district not in stored and trust.roster.length == 1:
            shutil.rmtree(self._trust_path)
            return True
        return False

    def create_district(self, form: Founding) -> Founded:
        """Everything or nothing. Afterwards: people join, are admitted, then queues are born and the district opens.

        Raises: SetUpRefused("done") when there is a district, or with the code of the field that will not do.
        """
        checked(form)
        if not self.needed():
            raise SetUpRefused("done", "This house has a district. Sign in.")
        outline = outlined(form, self._random)
        root = SigningKey.generate()
        trust = TrustDirectory.create(
            self._trust_path,
            district=outline.district.district,
            name=outline.district.name,
            root=root,
            at=int(self._clock().timestamp()),
        )
        # A store that says no leaves this directory behind; `needed` takes it away once it has looked for the
        # district in the database. Not here: an answer can be lost after the commit, and the keys with it.
        return self._found(form, outline, trust, root)

    def _found(self, form: Founding, outline: Outline, trust: TrustDirectory, root: SigningKey) -> Founded:
        district = outline.district.district
        ground = Ground(
            district, self._database, self._clock, self._random, self._witness_for(trust.server_key, district)
        )
        birth = _Birth(ground, trust, ServiceBox(service_key(trust.server_key, district)), form, outline)
        first = birth.administrator(root, self._price)
        birth.invitations()
        self._database.write(birth.unit)
        for raw, signature in birth.entries:
            trust.append(raw, signature)
        return Founded(district, outline.members[0], first, tuple(birth.invited), outline.shared)


class _Birth:
    """All rows of a new district, made outside the transaction and stored inside one."""

    def __init__(
        self, ground: Ground, trust: TrustDirectory, service: ServiceBox, form: Founding, outline: Outline
    ) -> None:
        self._ground = ground
        self._trust = trust
        self._service = service
        self._form = form
        self._outline = outline
        self._hash = EmailHash(trust.server_key, ground.district)
        self._contacts = Contacts(ground, service, PhoneHash(trust.server_key, ground.district))
        self._new: NewMember
        self._root_wrap = b""
        self._roster: Roster = trust.roster
        self._invites: list[tuple[invites.Invite, dict[bytes, bytes]]] = []
        self.entries: list[tuple[bytes, bytes]] = []
        self.invited: list[Invited] = []

    def administrator(self, root: SigningKey, price: Price) -> TwoStepSecret | None:
        ground, form, member = self._ground, self._form, self._outline.members[0]
        email = well_formed(form.administrator.email)
        secret = two_step_secret(ground.random, email, form.line_name) if form.two_step else None
        self._new = new_member(
            ground.district,
            member,
            form.password,
            secret.secret if secret else b"",
            memory_kib=price.memory_kib,
            iterations=price.iterations,
        )
        self._root_wrap = wrap_root(ground.district, member, self._new.unlocked.x.public, root)
        self._sign(AddMember(member, form.administrator.name, self._new.ed, self._new.x), root)
        self._sign(SetRegistrar(member, on=True), root)
        return secret

    def invitations(self) -> None:
        """For everybody but the administrator; a used-up one for the administrator, which keeps the wishes."""
        minute = self._ground.minute()
        people = zip(self._outline.members, self._form.everyone, self._outline.wishes, strict=True)
        for place, (member, person, wishes) in enumerate(people):
            invitation = Invitation.draw()
            row = invite_row(invitation, self._staff(member, person), wishes, minute)
            if place == 0:
                self._invites.append((replace(row, state="admitted"), {}))
                continue
            self._invites.append((row, sealed_to_registrars(invitation, self._roster, self._ground.district)))
            self.invited.append(Invited(member, invitation.link, self._ground.clock() + LIFETIME))

    def unit(self, conn: Connection) -> None:
        ground, outline, form = self._ground, self._outline, self._form
        schools.put_district(conn, outline.district)
        for school in outline.schools:
            schools.put_school(conn, ground.district, school)
        for team in outline.teams:
            schools.put_team(conn, ground.district, team)
        for queue in outline.queues:
            schools.put_queue(conn, ground.district, queue)
        for place, (raw, signature) in enumerate((*self._trust.entries, *self.entries)):
            roster_entries.add(conn, ground.district, place, raw, signature)
        for member, person in zip(outline.members, form.everyone, strict=True):
            staff.add(conn, ground.district, self._staff(member, person))
        first = outline.members[0]
        member_secrets.put(conn, ground.district, first, bundle=self._new.bundle, slot=self._new.slot)
        staff.note_unlocked(conn, ground.district, first, ground.day())
        root_wraps.add(conn, ground.district, first, self._new.unlocked.x.public.kid, self._root_wrap)
        for invite, seals in self._invites:
            invites.add(conn, ground.district, invite, seals)
        Providers(ground, self._service).put_in(conn, twilio=form.twilio, hotline=form.hotline)
        self._contacts.found_in(conn, form, outline)
        ground.witness.record(conn, minute=ground.minute(), act="founded", actor=first, about=ground.district)

    def _sign(self, act: Act, root: SigningKey) -> None:
        raw = self._roster.draft(None, self._ground.second(), act)
        signature = sign(raw, root)
        self._roster = self._roster.extend(raw, signature)
        self.entries.append((raw, signature))

    def _staff(self, member: MemberId, person: PersonForm) -> Staff:
        first = member == self._outline.members[0]
        email = well_formed(person.email)
        return Staff(
            id=member,
            name=checked_name(person.name),
            title=checked_name(person.title),
            email_sealed=self._service.seal(email.encode(), member),
            email_hash=self._hash(email),
            lang=person.lang,
            state="active" if first else "invited",
            school=None if person.school is None else self._outline.schools[person.school].id,
            totp_step=0 if first and self._form.two_step else None,
        )
