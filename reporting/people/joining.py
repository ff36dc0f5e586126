"""Joining: the invited person makes keys from a password of their own. Nothing is opened by it yet."""

from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.people.ground import Ground
from reporting.people.passwords import acceptable
from reporting.people.price import Price
from reporting.people.refused import InvitationRefused
from reporting.people.two_step import TwoStepSecret, two_step_secret
from reporting.store import invites, member_secrets, sessions, staff
from reporting.store.invites import Invite
from reporting.vault.invites import Invitation
from reporting.vault.members import new_member
from reporting.vault.notation import Unreadable
from reporting.vault.service_box import ServiceBox
from reporting.vault.words import words_of_keys


@dataclass(frozen=True, slots=True)
class Welcome:
    """What the joining page shows."""

    name: str
    title: str
    email: str
    lang: str


@dataclass(frozen=True, slots=True, repr=False)
class Joined:
    """Keys were made; a registrar has to let the person in. `two_step` is shown once, and `words` are those of the keys."""

    name: str
    two_step: TwoStepSecret | None
    words: tuple[str, ...] = ()


class Joining:
    def __init__(self, ground: Ground, service: ServiceBox, issuer: str, price: Price) -> None:
        self._ground = ground
        self._service = service
        self._issuer = issuer
        self._price = price

    def welcome(self, link: str) -> Welcome:
        """Shows, and changes nothing: mail scanners open links. Raises: InvitationRefused("unknown" | "expired" | "used")."""
        invite = self._open(self._invitation(link).row_id)
        return Welcome(invite.name, invite.title, self._email(invite), invite.lang)

    def join(self, link: str, password: str, *, two_step: bool = False) -> Joined:
        """Use the link, once.

        Raises: InvitationRefused("unknown" | "expired" | "used"), Refused("password_…").
        """
        ground = self._ground
        invitation = self._invitation(link)
        invite = self._open(invitation.row_id)
        email = self._email(invite)
        acceptable(password, email=email, name=invite.name)
        secret = two_step_secret(ground.random, email, self._issuer) if two_step else None
        new = new_member(
            ground.district,
            invite.member,
            password,
            secret.secret if secret else b"",
            memory_kib=self._price.memory_kib,
            iterations=self._price.iterations,
        )
        mac = invitation.join_mac(ground.district, invite.member, new.ed, new.x)

        def unit(conn: Connection) -> None:
            if not invites.join(conn, ground.district, invite.id, keys=new.ed + new.x, mac=mac):
                raise InvitationRefused(
                    "used", "This link was used already. Ask your registrar for another one."
                )
            member_secrets.put(conn, ground.district, invite.member, bundle=new.bundle, slot=new.slot)
            sessions.remove_of_member(conn, ground.district, invite.member)
            staff.clear_tries(conn, ground.district, invite.member)
            staff.set_totp_step(conn, ground.district, invite.member, None)
            staff.note_unlocked(conn, ground.district, invite.member, ground.day())
            ground.witness.record(
                conn, minute=ground.minute(), act="joined", actor=invite.member, about=invite.member
            )

        ground.database.write(unit)
        return Joined(invite.name, secret, words_of_keys(new.ed, new.x))

    def _invitation(self, link: str) -> Invitation:
        try:
            return Invitation.from_link(link)
        except Unreadable:
            raise _unknown() from None

    def _open(self, row: bytes) -> Invite:
        with self._ground.database.read() as conn:
            invite = invites.by_id(conn, self._ground.district, row)
        if invite is None or invite.state == "withdrawn":
            raise _unknown()
        if invite.state != "sent":
            raise InvitationRefused("used", "This link was used already. Ask your registrar for another one.")
        if invite.expires_minute <= self._ground.minute():
            raise InvitationRefused(
                "expired", "This link is older than 72 hours. Ask your registrar for another one."
            )
        return invite

    def _email(self, invite: Invite) -> str:
        return self._service.open(invite.email_sealed, invite.member).decode()


def _unknown() -> InvitationRefused:
    return InvitationRefused("unknown", "This link does not work. Ask your registrar for another one.")
