"""Sign-in: a password, then a code where the person enrolled one."""

from dataclasses import dataclass

from reporting.model.ids import MemberId
from reporting.people.e_mail import EmailHash
from reporting.people.ground import Ground
from reporting.people.password_check import PasswordCheck
from reporting.people.refused import SignedOut, SignInRefused
from reporting.people.sessions import Sessions
from reporting.people.tries import Tries
from reporting.store import staff
from reporting.vault import totp


@dataclass(frozen=True, slots=True, repr=False)
class Granted:
    """Signed in. `cookie` is the session's; `redirect` where a fresh sign-in leads."""

    cookie: str
    redirect: str = "/inbox"


@dataclass(frozen=True, slots=True, repr=False)
class CodeNeeded:
    """The password was right. `cookie` leads to the second step for five minutes and opens nothing else."""

    cookie: str


class SignIn:
    def __init__(
        self, ground: Ground, email_hash: EmailHash, check: PasswordCheck, tries: Tries, sessions: Sessions
    ) -> None:
        self._ground = ground
        self._email_hash = email_hash
        self._check = check
        self._tries = tries
        self._sessions = sessions

    def password(self, email: str, password: str) -> Granted | CodeNeeded:
        """First step. An address that nobody has costs the same work and gets the same answer.

        Raises: SignInRefused with code wrong, locked (facts: until), not_admitted or keys_changed.
        """
        hashed = self._email_hash(email)
        with self._ground.database.read() as conn:
            person = staff.by_email_hash(conn, self._ground.district, hashed)
        if person is None or person.state == "gone":
            raise self._check.stranger(hashed, password)
        unlocked = self._check.unlock(person.id, password)
        if unlocked.totp_secret:
            return CodeNeeded(self._sessions.open_pending(unlocked))
        self._check.forgive(person.id)
        return Granted(self._sessions.open(unlocked))

    def code(self, cookie: str, code: str) -> Granted:
        """Second step: six digits of the half minute, or of the one before or after. Each serves once.

        Raises: SignInRefused with code again (the five minutes are over), locked or code_wrong.
        """
        try:
            pending = self._sessions.pending(cookie)
        except SignedOut:
            raise SignInRefused("again", "Begin again with your password.") from None
        until = self._tries.spend(pending.member)
        if until is not None:
            raise SignInRefused("locked", "Wait, then try again.", until=until)
        self._spend_code(pending.member, pending.totp_secret, code)
        self._check.forgive(pending.member)
        try:
            return Granted(self._sessions.open(pending.unlocked, replacing=pending.row_id))
        except SignedOut:
            raise SignInRefused("again", "Begin again with your password.") from None

    def _spend_code(self, member: MemberId, secret: bytes, code: str) -> None:
        wrong = SignInRefused("code_wrong", "Wait for the next code of your app, then enter it.")
        district = self._ground.district
        with self._ground.database.read() as conn:
            person = staff.by_id(conn, district, member)
        last = None if person is None else person.totp_step
        try:
            step = totp.check(secret, code, self._ground.clock(), last)
        except totp.WrongCode:
            raise wrong from None
        if not self._ground.database.write(lambda conn: staff.spend_totp_step(conn, district, member, step)):
            raise wrong  # the same code came twice at once; the other one was first
