"""A person of a partner joins by the school's link, and signs in: password and code, keys of their own.

The page carries the session instead of a cookie, as pages of students carry theirs: the students' site sets none.
"""

import base64
import threading
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import Connection

from reporting.cases.refusals import Refused
from reporting.model.errand import ErrandKind
from reporting.model.ids import OrganizationId, PartnerPersonId
from reporting.people.lockout import wait_after
from reporting.people.passwords import acceptable
from reporting.people.price import Price
from reporting.people.refused import Refused as PasswordRefused
from reporting.people.session_life import ABSOLUTE_SECONDS, LONGEST_LOCK_SECONDS, TOUCH_SECONDS
from reporting.people.two_step import SECRET_BYTES, TwoStepSecret, two_step_secret
from reporting.referrals.partner_ground import PartnerGround
from reporting.referrals.partners.queue_keys import private_key, signed_key, words_of
from reporting.store import partner_people, partner_queues
from reporting.store.errors import StoreConflict
from reporting.store.partner_people import PartnerPerson, PartnerSessionRecord
from reporting.store.partner_queues import PartnerQueue, PartnerWrap
from reporting.vault import members, totp
from reporting.vault import sessions as sealing
from reporting.vault.invites import Invitation
from reporting.vault.members import Unlocked, new_member
from reporting.vault.notation import Unreadable
from reporting.vault.partners import session_key, wrap_to_person
from reporting.vault.queues import new_queue_seed
from reporting.vault.xwing import PrivateKey

IDLE_SECONDS = LONGEST_LOCK_SECONDS
KEYS_AT_ONCE = 2


class InvitationOver(Refused):
    """Used, too old, withdrawn, or never there: all answer alike."""

    code = "invitation_over"


class PartnerOut(Refused):
    """Signed out, idle, too old, or removed: sign in."""

    code = "signed_out"


class NotLetIn(Refused):
    """Password and code are right, and nobody has let this person in yet."""

    code = "not_let_in"


class WrongEntry(Refused):
    """Address, password or code: which one is never said. Also where wrong tries make the account wait."""

    code = "wrong_entry"


class NewPasswordRefused(Refused):
    """`code` as `people.passwords` says, or code_wrong."""

    def __init__(self, code: str) -> None:
        super().__init__("choose another password, or type the newest code")
        self.code = code


@dataclass(frozen=True, slots=True, repr=False)
class PartnerWelcome:
    """What the joining page shows. `two_step`: drawn for this page, and the form brings it back."""

    name: str
    email: str
    two_step: TwoStepSecret


@dataclass(frozen=True, slots=True, repr=False)
class PartnerSession:
    """One request of a person who signed in. `token`: what the page carries."""

    person: PartnerPersonId
    organization: OrganizationId
    name: str
    token: str
    row: bytes
    queue: PartnerQueue
    key: PrivateKey


class PartnerEntering:
    """`issuer`: as authenticator apps show the line."""

    def __init__(
        self, ground: PartnerGround, form_key: bytes, issuer: Callable[[], str], price: Price
    ) -> None:
        self._ground = ground
        self._key = session_key(form_key)
        self._issuer = issuer
        self._price = price
        self._turn = threading.BoundedSemaphore(KEYS_AT_ONCE)

    # -- joining

    def welcome(self, link: str, secret: str = "") -> PartnerWelcome:
        """Looking changes nothing: mail scanners open links. `secret`: as the form brought it. Raises InvitationOver."""
        person = self._invited(link)
        return self._welcome(person, _typed_secret(secret))

    def join(self, link: str, password: str, secret: str, code: str) -> tuple[str, ...]:
        """Words to be read to whoever lets them in. Raises InvitationOver, NewPasswordRefused."""
        ground, person = self._ground, self._invited(link)
        known = _typed_secret(secret)
        welcome = self._welcome(person, known)
        try:
            acceptable(password, email=welcome.email, name=welcome.name)
            step = totp.check(known or b"", code, ground.clock(), None) if known else None
        except PasswordRefused as refusal:
            raise NewPasswordRefused(refusal.code) from None
        except totp.WrongCode:
            step = None
        if step is None or known is None:
            raise NewPasswordRefused("code_wrong")
        with self._turn:
            new = new_member(
                ground.district,
                person.id,
                password,
                known,
                memory_kib=self._price.memory_kib,
                iterations=self._price.iterations,
            )
        seed = new_queue_seed()
        return self._joined(person, Invitation.from_link(link), new, step, seed)

    def _joined(
        self, person: PartnerPerson, invitation: Invitation, new: members.NewMember, step: int, seed: bytes
    ) -> tuple[str, ...]:
        ground, queue = self._ground, PrivateKey(seed)
        errand = ground.errand(ErrandKind.JOINED, person.id)

        def unit(conn: Connection) -> tuple[str, ...]:
            if not partner_people.join(
                conn, ground.district, person.id, invitation.row_id, new.x, new.bundle, new.slot, step
            ):
                raise InvitationOver
            ground.leave(conn, errand)
            if partner_queues.holders(conn, ground.district, person.organization):
                return words_of(new.x)  # a colleague lets them in, whose session opens the queue
            former = partner_queues.queue(conn, ground.district, person.organization)
            epoch = former.epoch + 1 if former else 0
            partner_queues.put_queue(
                conn, ground.district, PartnerQueue(person.organization, epoch, queue.public.raw)
            )
            sealed = wrap_to_person(
                new.unlocked.x.public, ground.district, person.organization, epoch, queue.seed
            )
            partner_queues.add_wrap(
                conn, ground.district, PartnerWrap(person.id, person.organization, epoch, sealed)
            )
            return words_of(new.x, queue.public.raw)

        try:
            return ground.database.write(unit)
        except StoreConflict:  # two first people of one organization in one moment
            return ground.database.write(unit)

    def _welcome(self, person: PartnerPerson, known: bytes | None) -> PartnerWelcome:
        box = self._ground.box
        name, email = (box.open(sealed, person.id).decode() for sealed in (person.name, person.email))
        draw = self._ground.random if known is None else lambda _: known
        return PartnerWelcome(name, email, two_step_secret(draw, email, self._issuer()))

    def _invited(self, link: str) -> PartnerPerson:
        try:
            row = Invitation.from_link(link).row_id
        except Unreadable:
            raise InvitationOver from None
        with self._ground.database.read() as conn:
            person = partner_people.by_invite(conn, self._ground.district, row)
        if person is None or (person.invite_minute or 0) <= self._ground.minute():
            raise InvitationOver
        return person

    # -- signing in

    def sign_in(self, email: str, password: str, code: str) -> PartnerSession:
        """Raises WrongEntry, NotLetIn. Costs the same for an address that nobody has."""
        ground = self._ground
        with ground.database.read() as conn:
            person = partner_people.by_email(conn, ground.district, ground.email_hash(email))
        if person is None or person.bundle is None or person.slot is None or not self._counted(person):
            with self._turn:
                members.dummy_unlock(password)
            raise WrongEntry
        unlocked = self._unlocked(person, password)
        try:
            step = totp.check(unlocked.totp_secret, code, ground.clock(), person.totp_step)
        except totp.WrongCode:
            raise WrongEntry from None
        new = sealing.open_session(self._key, person.id, unlocked, ground.second())
        record = PartnerSessionRecord(new.row_id, person.id, new.sealed, ground.second(), ground.second())
        errand = ground.errand(ErrandKind.SIGNED_IN, person.id)

        def unit(conn: Connection) -> bool:
            last, day = person.totp_step, ground.day()
            if not partner_people.came_in(conn, ground.district, person.id, step=step, last=last, day=day):
                return False
            partner_people.open_session(conn, ground.district, record)
            ground.leave(conn, errand)
            return True

        if not ground.database.write(unit):
            raise WrongEntry
        try:
            return self.resume(new.cookie)
        except NotLetIn:
            ground.database.write(lambda conn: partner_people.end_session(conn, ground.district, new.row_id))
            raise

    def resume(self, token: str) -> PartnerSession:
        """With each request. Raises PartnerOut, NotLetIn."""
        ground = self._ground
        try:
            row = sealing.row_id(token)
        except Unreadable:
            raise PartnerOut from None
        with ground.database.read() as conn:
            record = partner_people.session(conn, ground.district, row)
            person = partner_people.by_id(conn, ground.district, record.person) if record else None
            wrap = partner_queues.wrap_of(conn, ground.district, person.id) if person else None
            queue = partner_queues.queue(conn, ground.district, person.organization) if person else None
        if record is None or person is None:
            raise PartnerOut
        now = ground.second()
        if now >= record.seen + IDLE_SECONDS or now >= record.created + ABSOLUTE_SECONDS:
            self.sign_out(row)
            raise PartnerOut
        try:
            unlocked = sealing.resume(self._key, token, record.sealed, record.person, record.created)
        except Unreadable:  # the service was started anew
            self.sign_out(row)
            raise PartnerOut from None
        if wrap is None or queue is None or signed_key(ground.district, ground.believed(), queue) is None:
            raise NotLetIn
        try:
            key = private_key(ground.district, queue, wrap, unlocked.x)
        except Unreadable:
            raise NotLetIn from None
        if now - record.seen >= TOUCH_SECONDS:
            ground.database.write(lambda conn: partner_people.touch_session(conn, ground.district, row, now))
        name = ground.box.open(person.name, person.id).decode()
        return PartnerSession(person.id, person.organization, name, token, row, queue, key)

    def sign_out(self, row: bytes) -> None:
        ground = self._ground
        ground.database.write(lambda conn: partner_people.end_session(conn, ground.district, row))

    def sweep(self) -> int:
        """Sessions that nobody uses any more. For the clock."""
        ground, now = self._ground, self._ground.second()
        return ground.database.write(
            lambda conn: partner_people.end_stale_sessions(
                conn,
                ground.district,
                seen_until=now - IDLE_SECONDS,
                created_until=now - ABSOLUTE_SECONDS,
            )
        )

    def _counted(self, person: PartnerPerson) -> bool:
        """Before the password is looked at, so that guesses made at once count as well. False: it has to wait."""
        ground, now = self._ground, self._ground.minute()

        def unit(conn: Connection) -> bool:
            found = partner_people.by_id(conn, ground.district, person.id)
            if found is None or (found.locked_minute or 0) > now:
                return False
            wait = wait_after(partner_people.count_try(conn, ground.district, person.id))
            if wait:
                partner_people.lock_until(conn, ground.district, person.id, now + wait)
            return True

        return ground.database.write(unit)

    def _unlocked(self, person: PartnerPerson, password: str) -> Unlocked:
        """Raises WrongEntry."""
        ground = self._ground
        assert person.slot is not None and person.bundle is not None  # noqa: S101, PT018 - `sign_in` has looked
        try:
            with self._turn:
                unlocked = members.unlock(ground.district, person.id, person.slot, person.bundle, password)
        except Unreadable:
            raise WrongEntry from None
        if unlocked.x.public.raw != person.x:
            raise WrongEntry  # somebody put other keys into the row
        return unlocked


def _typed_secret(text: str) -> bytes | None:
    """None for what no page of ours has drawn."""
    try:
        found = base64.b32decode(text)
    except ValueError:  # also of what is no base32
        return None
    return found if len(found) == SECRET_BYTES else None
