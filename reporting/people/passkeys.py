"""Passkeys: a device verifies its owner, answers for this site alone, and derives what opens the owner's keys.

The signed answer proves the device and its verified owner; the derived 32 bytes open the slot. A writer in the
database who puts in a public key of his own passes the first and never the second.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from notify.ports import Unopenable
from reporting.model.clock import moment_of
from reporting.model.ids import MemberId
from reporting.people.challenges import Challenges, decode
from reporting.people.ground import Ground
from reporting.people.password_check import PasswordCheck
from reporting.people.refused import Refused, SignInRefused, StepUpRefused
from reporting.people.relying import NotAnswered, Relying, credential_of
from reporting.people.sessions import Sessions
from reporting.people.sign_in import Granted
from reporting.people.staff_session import StaffSession
from reporting.store import member_secrets, passkeys
from reporting.store.passkeys import PasskeyRecord
from reporting.vault import base64url
from reporting.vault.members import Unlocked
from reporting.vault.notation import Unreadable, lp, sha256
from reporting.vault.passkeys import PRF_LENGTH, passkey_slot, prf_salt, unlock_by_passkey
from reporting.vault.service_box import ServiceBox

MOST = 8
LONGEST_LABEL = 60
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Ask:
    """What a page hands to the browser: a challenge, the salt, the site, and which passkeys will do (none: any)."""

    challenge: str
    salt: str
    site: str
    credentials: tuple[str, ...] = ()
    user: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """What comes back. `said`: the authenticator's answer as JSON; `prf`: what it derived; `challenge`: of the page."""

    said: str
    prf: str
    challenge: str


@dataclass(frozen=True, slots=True)
class PasskeyView:
    n: int
    label: str
    made: datetime | None
    used: datetime | None


class Passkeys:
    def __init__(
        self,
        ground: Ground,
        *,
        check: PasswordCheck,
        session_door: Sessions,
        service: ServiceBox,
        challenges: Challenges,
        relying: Relying,
    ) -> None:
        self._ground = ground
        self._check = check
        self._sessions = session_door
        self._service = service
        self._challenges = challenges
        self._relying = relying

    # -- what a page asks
    def ask_sign_in(self) -> Ask:
        return self._ask("sign-in")

    def ask_unlock(self, cookie: str) -> Ask | None:
        """None where this person has no passkey. Raises SignedOut."""
        locked = self._sessions.locked(cookie)
        return self._ask_own("unlock", locked.row, locked.member)

    def ask_step_up(self, session: StaffSession) -> Ask | None:
        return self._ask_own("step-up", session.cookie_id, session.member)

    def ask_new(self, session: StaffSession) -> Ask:
        """`credentials`: those that are there already, so that no device makes a second one."""
        known = tuple(base64url.encode(one.credential) for one in self._records(session.member))
        return self._ask("enrol", session.cookie_id, known, base64url.encode(session.member))

    # -- what comes back
    def enrol(self, session: StaffSession, password: str, label: str, answer: Answer) -> None:
        """Another way in. Raises: Refused("passkey_…"), StepUpRefused("wrong" | "locked")."""
        named = " ".join(label.split()) or "Passkey"
        if len(named) > LONGEST_LABEL or not named.isprintable():
            raise Refused("passkey_label", f"At most {LONGEST_LABEL} letters.")
        challenge = self._challenges.take(answer.challenge, "enrol", session.cookie_id)
        prf = _prf(answer)
        try:
            new = self._relying.made(answer.said, challenge)
        except NotAnswered:
            raise Refused("passkey_wrong", "Try once more.") from None
        try:
            unlocked = self._check.unlock(session.member, password)
        except SignInRefused as refusal:
            raise StepUpRefused(refusal.code, "Check your password.", **refusal.facts) from None
        self._check.forgive(session.member)
        ground, member = self._ground, session.member
        slot = passkey_slot(ground.district, member, new.credential, prf, unlocked.bundle_key)
        sealed = self._service.seal(named.encode(), _label_row(member, new.credential))
        today = self._today()

        def unit(conn: Connection) -> None:
            known = passkeys.of_member(conn, ground.district, member)
            if len(known) >= MOST:
                raise Refused("passkey_many", "Remove one that you no longer use.")
            if any(one.credential == new.credential for one in known):
                raise Refused("passkey_known", "This passkey is here already.")
            n = passkeys.next_slot(conn, ground.district, member)
            record = PasskeyRecord(member, n, new.credential, new.public_key, new.signs, today, today, sealed)
            passkeys.add(conn, ground.district, record, slot)
            ground.witness.record(
                conn, minute=ground.minute(), act="passkey_added", actor=member, about=member
            )

        ground.database.write(unit)

    def of(self, session: StaffSession) -> tuple[PasskeyView, ...]:
        return tuple(
            PasskeyView(one.n, self._label(one), moment_of(one.made), moment_of(one.used))
            for one in self._records(session.member)
        )

    def remove(self, session: StaffSession, n: int) -> None:
        """A lost device opens nothing any more. Raises: StepUpRefused("needed"), Refused("unknown")."""
        ground, member = self._ground, session.member
        session.must_be_stepped_up(ground.clock())

        def unit(conn: Connection) -> None:
            if not passkeys.remove(conn, ground.district, member, n):
                raise Refused("unknown", "It is gone already.")
            ground.witness.record(
                conn, minute=ground.minute(), act="passkey_removed", actor=member, about=member
            )

        ground.database.write(unit)

    def sign_in(self, answer: Answer) -> Granted:
        """No code is asked for: a device and its verified owner are two steps.

        Raises: SignInRefused: passkey_wrong, passkey_no_prf, passkey_over, not_admitted, keys_changed.
        """
        _, handle = self._who(answer)
        unlocked = self._open(MemberId(handle), "sign-in", b"", answer)
        return Granted(self._sessions.open(unlocked))

    def unlock(self, cookie: str, answer: Answer) -> str:
        """A locked session again; its new cookie. Raises: SignedOut, SignInRefused as `sign_in`."""
        locked = self._sessions.locked(cookie)
        unlocked = self._open(locked.member, "unlock", locked.row, answer)
        return self._sessions.renew(locked.row, locked.created, unlocked, "unlocked", stepped_up=None)

    def step_up(self, session: StaffSession, answer: Answer) -> str:
        """Instead of the password, for rare acts; the new cookie. Raises: SignInRefused as `sign_in`."""
        unlocked = self._open(session.member, "step-up", session.cookie_id, answer)
        now = self._ground.second()
        return self._sessions.renew(
            session.cookie_id, session.created, unlocked, "stepped_up", stepped_up=now
        )

    def _open(self, member: MemberId, purpose: str, bound: bytes, answer: Answer) -> Unlocked:
        wrong = SignInRefused("passkey_wrong", "Use another passkey, or your password.")
        credential, _ = self._who(answer)
        try:
            challenge = self._challenges.take(answer.challenge, purpose, bound)
            prf = _prf(answer)
        except Refused as refusal:
            raise SignInRefused(refusal.code, "Try once more, or use your password.") from None
        ground = self._ground
        with ground.database.read() as conn:
            known = passkeys.of_member(conn, ground.district, member)
            record = next((one for one in known if one.credential == credential), None)
            slot = passkeys.slot_of(conn, ground.district, member, record.n) if record else None
            bundle = member_secrets.bundle_of(conn, ground.district, member)
        if record is None or slot is None or bundle is None:
            raise wrong
        try:
            signs = self._relying.signed(answer.said, challenge, record.public_key, record.signs)
            unlocked = unlock_by_passkey(
                ground.district, member, slot, bundle, credential=credential, prf=prf
            )
        except (NotAnswered, Unreadable):
            raise wrong from None
        self._check.believe(member, unlocked)
        today = self._today()
        ground.database.write(
            lambda conn: passkeys.used(conn, ground.district, member, record.n, signs=signs, day=today)
        )
        return unlocked

    def _who(self, answer: Answer) -> tuple[bytes, bytes]:
        try:
            return credential_of(answer.said)
        except NotAnswered:
            raise SignInRefused("passkey_wrong", "Use another passkey, or your password.") from None

    def _ask_own(self, purpose: str, bound: bytes, member: MemberId) -> Ask | None:
        known = tuple(base64url.encode(one.credential) for one in self._records(member))
        return self._ask(purpose, bound, known) if known else None

    def _ask(
        self, purpose: str, bound: bytes = b"", credentials: tuple[str, ...] = (), user: str = ""
    ) -> Ask:
        salt = base64url.encode(prf_salt(self._ground.district))
        return Ask(self._challenges.ask(purpose, bound), salt, self._relying.site, credentials, user)

    def _records(self, member: MemberId) -> tuple[PasskeyRecord, ...]:
        with self._ground.database.read() as conn:
            return passkeys.of_member(conn, self._ground.district, member)

    def _label(self, record: PasskeyRecord) -> str:
        try:
            return self._service.open(record.label, _label_row(record.member, record.credential)).decode()
        except Unopenable:  # another service key sealed it
            return "Passkey"

    def _today(self) -> int:
        return self._ground.minute() // DAY_MINUTES * DAY_MINUTES


def _prf(answer: Answer) -> bytes:
    """Raises Refused("passkey_no_prf"): the device verifies its owner, but derives nothing."""
    try:
        prf = decode(answer.prf)
    except ValueError:
        prf = b""
    if len(prf) != PRF_LENGTH:
        raise Refused("passkey_no_prf", "This passkey cannot open keys. Use another one, or your password.")
    return prf


def _label_row(member: bytes, credential: bytes) -> bytes:
    return sha256(lp(b"passkey-label", member, credential))[:16]
