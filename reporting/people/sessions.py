"""Sessions of staff: taken up again with each request, locked when idle, ended by age, leaving, sign-out or step-up."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection

from reporting.model.ids import MemberId
from reporting.model.principal import Principal
from reporting.people.ground import Ground
from reporting.people.password_check import PasswordCheck
from reporting.people.queue_keys import QueueKeys
from reporting.people.refused import SignedOut, SignInRefused, StepUpRefused
from reporting.people.roster_book import RosterBook
from reporting.people.session_life import (
    ABSOLUTE_SECONDS,
    FULL,
    LOCK_SECONDS,
    LOCKED,
    PENDING,
    PENDING_SECONDS,
    STEP_UP_SECONDS,
    TOUCH_SECONDS,
    end_of,
    left_alone,
)
from reporting.people.staff_session import LockedSession, StaffSession
from reporting.people.tag_key import TagKeys
from reporting.store import sessions, staff
from reporting.store.sessions import SessionRecord
from reporting.vault import sessions as sealing
from reporting.vault.members import Unlocked, same_keys
from reporting.vault.notation import Unreadable, gcm_open, gcm_seal, kd, label, lp, same

GLANCE_SECONDS = 5
GLANCES_KEPT = 4096


@dataclass(frozen=True, slots=True)
class PendingSignIn:
    """The password was right; the code is still owed."""

    member: MemberId
    unlocked: Unlocked
    totp_secret: bytes
    row_id: bytes


@dataclass(frozen=True, slots=True)
class _Glance:
    principal: Principal
    until: int


class Sessions:
    def __init__(
        self,
        ground: Ground,
        *,
        sess_key: bytes,
        book: RosterBook,
        queue_keys: QueueKeys,
        check: PasswordCheck,
        tag_keys: TagKeys,
        lock_seconds: int = LOCK_SECONDS,
    ) -> None:
        self._ground = ground
        self._sess_key = sess_key
        self._book = book
        self._queue_keys = queue_keys
        self._check = check
        self._tag_keys = tag_keys
        self.lock_seconds = lock_seconds
        self._glances: OrderedDict[bytes, _Glance] = OrderedDict()
        self._lock = threading.Lock()

    def open(self, unlocked: Unlocked, act: str = "signed_in", replacing: bytes | None = None) -> str:
        """A full session; returns its cookie. `replacing`: the pending row, which must still be there.

        Raises: SignedOut("none") when the row to replace is gone: each code step makes one session at most.
        """
        now = self._ground.second()
        new = sealing.open_session(self._sess_key, unlocked.member, unlocked, now)
        record = SessionRecord(new.row_id, unlocked.member, new.sealed, now, now, FULL, None)
        self._swap(record, replacing, act)
        return new.cookie

    def open_pending(self, unlocked: Unlocked) -> str:
        """Between password and code. The row keeps the code's secret under the cookie, since the bundle is shut again."""
        now = self._ground.second()
        new = sealing.open_session(self._sess_key, unlocked.member, unlocked, now)
        secret = gcm_seal(
            self._pending_key(new.cookie, new.row_id), unlocked.totp_secret, _pending_aad(new.row_id)
        )
        sealed = len(new.sealed).to_bytes(4, "big") + new.sealed + secret
        record = SessionRecord(new.row_id, unlocked.member, sealed, now, now, PENDING, None)
        self._ground.database.write(lambda conn: sessions.add(conn, self._ground.district, record))
        return new.cookie

    def pending(self, cookie: str) -> PendingSignIn:
        """Raises SignedOut("none") when the five minutes are over or the cookie is another one."""
        record = self._record(cookie)
        if record.stage != PENDING:
            raise SignedOut("none", "Sign in again.")
        length = int.from_bytes(record.sealed[:4], "big")
        session, secret = record.sealed[4 : 4 + length], record.sealed[4 + length :]
        try:
            unlocked = sealing.resume(self._sess_key, cookie, session, record.member, record.created)
            totp = gcm_open(self._pending_key(cookie, record.id), secret, _pending_aad(record.id))
        except Unreadable:
            raise SignedOut("none", "Sign in again.") from None
        return PendingSignIn(record.member, unlocked, totp, record.id)

    def resume(self, cookie: str, *, background: bool) -> StaffSession:
        """The session of a cookie. A background request (polling) never extends the idle minutes.

        Raises: SignedOut with code none, locked, too_old, pending or gone.
        """
        record = self._record(cookie)
        if record.stage == PENDING:
            raise SignedOut("pending", "Enter the code of your app first.")
        if record.stage == LOCKED:
            raise SignedOut("locked", "Unlock it with your password.")
        try:
            unlocked = sealing.resume(self._sess_key, cookie, record.sealed, record.member, record.created)
        except Unreadable:  # the service was started anew, or the row is not what it was
            self._drop(record.id)
            raise SignedOut("none", "Sign in again.") from None
        principal = self._principal(unlocked, record)
        now = self._ground.second()
        if not background and now - record.seen >= TOUCH_SECONDS:
            self._ground.database.write(
                lambda conn: sessions.touch(conn, self._ground.district, record.id, now)
            )
        return self._session(cookie, record, unlocked, principal)

    def glance(self, cookie: str) -> Principal:
        """Who this is, for polling: from RAM for five seconds, without opening a key, never extending anything.

        Raises as `resume`.
        """
        row, now = self._row_id(cookie), self._ground.second()
        with self._lock:
            held = self._glances.get(row)
        if held is not None and now < held.until and self._book.member(held.principal.member) is not None:
            return held.principal
        session = self.resume(cookie, background=True)
        with self._lock:
            self._glances[row] = _Glance(session.principal, now + GLANCE_SECONDS)
            self._glances.move_to_end(row)
            while len(self._glances) > GLANCES_KEPT:
                self._glances.popitem(last=False)
        return session.principal

    def sign_out(self, session: StaffSession) -> None:
        self._drop(session.cookie_id)

    def lock(self, session: StaffSession) -> None:
        """Its keys go now. The cookie then leads to the page that unlocks, and to nothing else."""
        self._lock_row(session.cookie_id, session.member, session.created)

    def locked(self, cookie: str) -> LockedSession:
        """Whose locked session this is. Raises SignedOut: "none" where it is not locked, or this service did not do it."""
        record = self._record(cookie)
        mark = sealing.lock_mark(self._sess_key, record.id, record.member, record.created)
        if record.stage != LOCKED or not same(record.sealed, mark):
            raise SignedOut("none", "Sign in again.")
        if self._book.member(record.member) is None:
            self._drop(record.id)
            raise SignedOut("gone", "This account has been closed.")
        secret = self._csrf_secret(cookie, record.id)
        return LockedSession(self._book.principal(record.member), record.id, record.created, secret)

    def unlock(self, cookie: str, password: str) -> str:
        """The keys again: a new cookie, the age of the first sign-in, the place where it was.

        Raises: SignedOut as `locked`; SignInRefused("wrong" | "locked" | …).
        """
        locked = self.locked(cookie)
        unlocked = self._check.unlock(locked.member, password)
        self._check.forgive(locked.member)
        return self.renew(locked.row, locked.created, unlocked, "unlocked", stepped_up=None)

    def leave_locked(self, cookie: str) -> None:
        """Sign out of a locked session."""
        try:
            self._drop(self.locked(cookie).row)
        except SignedOut:
            return

    def renew(self, row: bytes, created: int, unlocked: Unlocked, act: str, *, stepped_up: int | None) -> str:
        """A session in the place of another one of the same person; its cookie. Raises SignedOut("none")."""
        new = sealing.open_session(self._sess_key, unlocked.member, unlocked, created)
        now = self._ground.second()
        record = SessionRecord(new.row_id, unlocked.member, new.sealed, created, now, FULL, stepped_up)
        self._swap(record, row, act)
        return new.cookie

    def step_up(self, session: StaffSession, password: str) -> str:
        """Repeat the password: a new cookie, good for five minutes of rare acts. The first sign-in's age is kept.

        Raises: StepUpRefused("wrong" | "locked").
        """
        try:
            unlocked = self._check.unlock(session.member, password)
        except SignInRefused as refusal:
            raise StepUpRefused(refusal.code, "Check your password.", **refusal.facts) from None
        self._check.forgive(session.member)
        now = self._ground.second()
        return self.renew(session.cookie_id, session.created, unlocked, "stepped_up", stepped_up=now)

    def end_all(self, member: MemberId) -> None:
        """Every session of a person ends now, in this process at once and elsewhere with the next request."""
        self._ground.database.write(
            lambda conn: sessions.remove_of_member(conn, self._ground.district, member)
        )
        self.forget(member)

    def forget(self, member: MemberId) -> None:
        """Drop what polling remembers of a person."""
        with self._lock:
            for row in [row for row, held in self._glances.items() if held.principal.member == member]:
                del self._glances[row]

    def sweep(self) -> int:
        """Delete rows that nobody can use any more; how many. For the clock."""
        now, district = self._ground.second(), self._ground.district
        return self._ground.database.write(
            lambda conn: sessions.remove_stale(
                conn, district, pending_before=now - PENDING_SECONDS, created_before=now - ABSOLUTE_SECONDS
            )
        )

    def lock_idle(self) -> int:
        """Take the keys out of sessions that nobody uses, whether or not anybody asks again; how many. For the clock."""
        with self._ground.database.read() as conn:
            left = sessions.idle(conn, self._ground.district, self._ground.second() - self.lock_seconds)
        for record in left:
            self._lock_row(record.id, record.member, record.created)
        return len(left)

    def _swap(self, record: SessionRecord, replacing: bytes | None, act: str) -> None:
        ground = self._ground

        def unit(conn: Connection) -> None:
            if replacing is not None and not sessions.remove(conn, ground.district, replacing):
                raise SignedOut("none", "Sign in again.")
            sessions.add(conn, ground.district, record)
            staff.note_unlocked(conn, ground.district, record.member, ground.day())
            ground.witness.record(
                conn, minute=ground.minute(), act=act, actor=record.member, about=record.member
            )

        ground.database.write(unit)
        if replacing is not None:
            self._forget_row(replacing)

    def _record(self, cookie: str) -> SessionRecord:
        row = self._row_id(cookie)
        with self._ground.database.read() as conn:
            record = sessions.by_id(conn, self._ground.district, row)
        if record is None:
            raise SignedOut("none", "Sign in.")
        over = end_of(record, self._ground.second())
        if over is not None:
            self._drop(row)
            raise SignedOut("none" if over == "pending_over" else over, "Sign in again.")
        if left_alone(record, self._ground.second(), self.lock_seconds):
            locked = self._lock_row(record.id, record.member, record.created)
            if locked is None:
                raise SignedOut("none", "Sign in.")
            return locked
        return record

    def _lock_row(self, row: bytes, member: MemberId, created: int) -> SessionRecord | None:
        """As it is afterwards; None: it is gone."""
        ground = self._ground
        mark = sealing.lock_mark(self._sess_key, row, member, created)
        ground.database.write(lambda conn: sessions.lock(conn, ground.district, row, mark))
        self._forget_row(row)
        with ground.database.read() as conn:
            return sessions.by_id(conn, ground.district, row)

    def _principal(self, unlocked: Unlocked, record: SessionRecord) -> Principal:
        keys = self._book.member(record.member)
        if keys is None or not same_keys(unlocked, keys.x, keys.ed):
            self._drop(record.id)
            raise SignedOut("gone", "This account has been closed.")
        return self._book.principal(record.member)

    def _session(
        self, cookie: str, record: SessionRecord, unlocked: Unlocked, principal: Principal
    ) -> StaffSession:
        stepped_up = record.stepped_up
        until = None if stepped_up is None else datetime.fromtimestamp(stepped_up + STEP_UP_SECONDS, UTC)
        session = StaffSession(
            principal=principal,
            unlocked=unlocked,
            cookie_id=record.id,
            created=record.created,
            csrf_secret=self._csrf_secret(cookie, record.id),
            stepped_up_until=until,
            _key_of=self._queue_keys.open,
        )
        self._tag_keys.load(session)  # the first one after a restart brings the key of phone tags back
        return session

    def _csrf_secret(self, cookie: str, row: bytes) -> bytes:
        return kd(cookie.encode() + self._sess_key, "session-csrf", row)

    def _row_id(self, cookie: str) -> bytes:
        try:
            return sealing.row_id(cookie)
        except Unreadable:
            raise SignedOut("none", "Sign in.") from None

    def _drop(self, row: bytes) -> None:
        self._ground.database.write(lambda conn: sessions.remove(conn, self._ground.district, row))
        self._forget_row(row)

    def _forget_row(self, row: bytes) -> None:
        with self._lock:
            self._glances.pop(row, None)

    def _pending_key(self, cookie: str, row: bytes) -> bytes:
        return kd(cookie.encode() + self._sess_key, "session-code", row)


def _pending_aad(row: bytes) -> bytes:
    return lp(label("session-code"), row)
