"""Invitations: a one-time link of 72 hours, made by a registrar, after which nothing is decided yet."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from reporting.model.clock import moment_of
from reporting.model.ids import DistrictId, MemberId, SchoolId
from reporting.people.e_mail import EmailHash, well_formed
from reporting.people.ground import Ground
from reporting.people.plain_fields import checked_lang, checked_name
from reporting.people.refused import InvitationRefused
from reporting.people.roster_book import RosterBook
from reporting.people.staff_session import StaffSession
from reporting.people.wishes import Wishes
from reporting.store import invites, schools, staff
from reporting.store.invites import Invite
from reporting.store.staff import Staff
from reporting.vault.invites import LIFETIME, Invitation
from reporting.vault.roster import Roster
from reporting.vault.service_box import ServiceBox


@dataclass(frozen=True, slots=True)
class Invitee:
    """Whom to invite. `title` is the post ("Counselor"); `lang` en or es."""

    name: str
    email: str
    title: str
    school: SchoolId | None = None
    lang: str = "en"
    wishes: Wishes = field(default_factory=Wishes)


@dataclass(frozen=True, slots=True)
class Invited:
    """`link` is the last part of the address, to be handed over once; it is nowhere else in clear."""

    member: MemberId
    link: str
    expires: datetime

    def __repr__(self) -> str:
        return f"<Invited {self.member.hex()}>"


@dataclass(frozen=True, slots=True)
class Outstanding:
    """An invitation that nobody has used yet."""

    id: bytes
    member: MemberId
    name: str
    title: str
    expires: datetime
    expired: bool


class Invitations:
    def __init__(self, ground: Ground, book: RosterBook, service: ServiceBox, email_hash: EmailHash) -> None:
        self._ground = ground
        self._book = book
        self._service = service
        self._email_hash = email_hash

    def invite(self, session: StaffSession, invitee: Invitee) -> Invited:
        """A link for one person. Their name counts at once for keeping words about them from them.

        Raises: InvitationRefused("not_registrar" | "email_taken" | "unknown_queue"), Refused("email" | "name" | "lang").
        """
        self._registrar(session)
        wished = {*invitee.wishes.queues, *([invitee.wishes.cover.queue] if invitee.wishes.cover else [])}
        unknown = wished - self._queue_ids()
        if unknown:
            raise InvitationRefused("unknown_queue", "Choose queues of this district.")
        email = well_formed(invitee.email)
        member = MemberId(self._ground.random(16))
        person = Staff(
            id=member,
            name=checked_name(invitee.name),
            title=checked_name(invitee.title),
            email_sealed=self._service.seal(email.encode(), member),
            email_hash=self._email_hash(email),
            lang=checked_lang(invitee.lang),
            state="invited",
            school=invitee.school,
        )
        return self._send(person, invitee.wishes, session.member, fresh=True)

    def renew(self, session: StaffSession, member: MemberId) -> Invited:
        """Another link for somebody whose link ran out or whose password is lost; older links end.

        A lost password costs the keys: after joining again the person is in no queue until members confirm them.
        Raises: InvitationRefused("not_registrar" | "unknown").
        """
        self._registrar(session)
        with self._ground.database.read() as conn:
            person = staff.by_id(conn, self._ground.district, member)
            before = invites.of_member(conn, self._ground.district, member)
        if person is None or person.state == "gone" or before is None:
            raise InvitationRefused("unknown", "Choose somebody who works here.")
        return self._send(person, self._wishes_again(member, before), session.member, fresh=False)

    def withdraw(self, session: StaffSession, invite: bytes) -> None:
        """The link stops working. Raises: InvitationRefused("not_registrar" | "unknown")."""
        self._registrar(session)
        ground = self._ground

        def unit(conn: Connection) -> None:
            found = invites.by_id(conn, ground.district, invite)
            if found is None or not invites.settle(
                conn, ground.district, invite, before=found.state, state="withdrawn"
            ):
                raise InvitationRefused("unknown", "That invitation is no longer open.")
            person = staff.by_id(conn, ground.district, found.member)
            if person is not None and person.state == "invited":
                staff.bury(conn, ground.district, found.member)
            ground.witness.record(
                conn,
                minute=ground.minute(),
                act="withdrew_invitation",
                actor=session.member,
                about=found.member,
            )

        ground.database.write(unit)

    def outstanding(self, session: StaffSession) -> tuple[Outstanding, ...]:
        """Links on their way, by name. Raises: InvitationRefused("not_registrar")."""
        self._registrar(session)
        now = self._ground.minute()
        with self._ground.database.read() as conn:
            rows = invites.in_states(conn, self._ground.district, "sent")
        return tuple(
            Outstanding(
                row.id,
                row.member,
                row.name,
                row.title,
                moment_of(row.expires_minute),
                row.expires_minute <= now,
            )
            for row in rows
        )

    def _send(self, person: Staff, wishes: Wishes, by: MemberId, *, fresh: bool) -> Invited:
        ground = self._ground
        invitation = Invitation.draw()
        invite = invite_row(invitation, person, wishes, ground.minute())
        seals = sealed_to_registrars(invitation, self._book.current, ground.district)

        def unit(conn: Connection) -> None:
            if fresh:
                if staff.by_email_hash(conn, ground.district, person.email_hash) is not None:
                    raise InvitationRefused("email_taken", "Somebody with this address works here already.")
                staff.add(conn, ground.district, person)
            invites.withdraw_open(conn, ground.district, person.id)
            invites.add(conn, ground.district, invite, seals)
            ground.witness.record(conn, minute=ground.minute(), act="invited", actor=by, about=person.id)

        ground.database.write(unit)
        return Invited(person.id, invitation.link, ground.clock() + LIFETIME)

    def _wishes_again(self, member: MemberId, before: Invite) -> Wishes:
        roster = self._book.current
        held = {
            queue.id: member in queue.leads for queue in roster.queues.values() if member in queue.members
        }
        return Wishes(held, registrar=False) if held else Wishes.read(before.queues)

    def _queue_ids(self) -> frozenset[bytes]:
        from_roster = self._book.current.queues.keys()
        if from_roster:
            return frozenset(from_roster)
        with self._ground.database.read() as conn:  # before the queues' birth their names are only planned
            return frozenset(queue.id for queue in schools.queues(conn, self._ground.district))

    def _registrar(self, session: StaffSession) -> None:
        if not session.principal.registrar:
            raise InvitationRefused("not_registrar", "Only a registrar invites.")


def invite_row(invitation: Invitation, person: Staff, wishes: Wishes, minute: int) -> Invite:
    return Invite(
        id=invitation.row_id,
        member=person.id,
        name=person.name,
        title=person.title,
        email_sealed=person.email_sealed,
        email_hash=person.email_hash,
        lang=person.lang,
        school=person.school,
        queues=wishes.written(),
        state="sent",
        keys=None,
        mac=None,
        expires_minute=minute + int(LIFETIME.total_seconds()) // 60,
    )


def sealed_to_registrars(invitation: Invitation, roster: Roster, district: DistrictId) -> dict[bytes, bytes]:
    """The secret for every registrar, so that any of them can check who joined."""
    registrars = (one for one in roster.members.values() if one.active and one.registrar)
    return {one.public.kid: invitation.seal(district, one.public) for one in registrars}
