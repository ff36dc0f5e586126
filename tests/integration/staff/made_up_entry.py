"""Made-up doors of entry: signing in, sessions, joining, own accounts, passkeys."""

import secrets
from datetime import timedelta
from typing import cast

from reporting.model.principal import Principal
from reporting.people.founding import Founding
from reporting.people.joining import Joined, Welcome
from reporting.people.passkeys import Answer, Ask, PasskeyView
from reporting.people.phone_proof import By
from reporting.people.providers import Hotline, TwilioAccount
from reporting.people.refused import (
    InvitationRefused,
    Refused,
    SetUpRefused,
    SignedOut,
    SignInRefused,
    StepUpRefused,
)
from reporting.people.sign_in import CodeNeeded, Granted
from reporting.people.staff_session import LockedSession, StaffSession
from reporting.people.two_step import TwoStepSecret
from reporting.staff.people_view import (
    AccountView,
    Invited,
    Made,
)
from reporting.staff.texting_view import FindingRow
from tests.integration.staff.made_up_ground import NOON, PASSWORD, SECRET, Part


class SignIns(Part):
    def password(self, email: str, password: str) -> Granted | CodeNeeded:
        account = self.h.accounts_of.get(email)
        if account is None or password != PASSWORD:
            raise SignInRefused("wrong", "Check both.")
        if account.totp:
            cookie = secrets.token_hex(16)
            self.h.pending[cookie] = account
            return CodeNeeded(cookie)
        return Granted(self.h.new_session(account))

    def code(self, cookie: str, code: str) -> Granted:
        account = self.h.pending.get(cookie)
        if account is None:
            raise SignInRefused("again", "Begin again.")
        if code != "123456":
            raise SignInRefused("code_wrong", "Wait.")
        del self.h.pending[cookie]
        return Granted(self.h.new_session(account))


class Sessions(Part):
    def glance(self, cookie: str) -> Principal:
        return self.resume(cookie, background=True).principal

    def resume(self, cookie: str, *, background: bool) -> StaffSession:
        if cookie in self.h.pending:
            raise SignedOut("pending", "Enter the code.")
        session = self.h.open_sessions.get(cookie)
        if session is None:
            raise SignedOut("none", "Sign in.")
        if session.locked or self.h.clock() - session.seen >= timedelta(seconds=self.h.lock_seconds):
            session.locked = True
            raise SignedOut("locked", "Unlock it.")
        if not background:
            session.seen = self.h.clock()
        return cast("StaffSession", session)

    def sign_out(self, session: StaffSession) -> None:
        self.h.open_sessions.pop(session.cookie_id.decode(), None)

    @property
    def lock_seconds(self) -> int:
        return self.h.lock_seconds

    def lock(self, session: StaffSession) -> None:
        self.h.open_sessions[session.cookie_id.decode()].locked = True

    def locked(self, cookie: str) -> LockedSession:
        session = self.h.open_sessions.get(cookie)
        if session is None or not session.locked:
            raise SignedOut("none", "Sign in.")
        return LockedSession(session.principal, session.cookie_id, 0, session.csrf_secret)

    def unlock(self, cookie: str, password: str) -> str:
        self.locked(cookie)
        if password != PASSWORD:
            raise SignInRefused("wrong", "Check it.")
        old = self.h.open_sessions.pop(cookie)
        new = secrets.token_hex(16)
        old.cookie_id, old.locked, old.seen = new.encode(), False, self.h.clock()
        self.h.open_sessions[new] = old
        return new

    def leave_locked(self, cookie: str) -> None:
        self.h.open_sessions.pop(cookie, None)

    def step_up(self, session: StaffSession, password: str) -> str:
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check it.")
        old = self.h.open_sessions.pop(session.cookie_id.decode())
        cookie = secrets.token_hex(16)
        old.cookie_id, old.csrf_secret = cookie.encode(), secrets.token_bytes(32)
        old.stepped_up_until = self.h.clock() + timedelta(minutes=5)
        self.h.open_sessions[cookie] = old
        return cookie


class Joining(Part):
    def welcome(self, link: str) -> Welcome:
        if link != "t" * 40:
            raise InvitationRefused("expired", "Ask for another.")
        return Welcome("Carla Díaz", "Counselor", "carla@oak.example", "en")

    def join(self, link: str, password: str, *, two_step: bool = False) -> Joined:
        self.welcome(link)
        if len(password) < 12:
            raise InvitationRefused("password_short", "Longer.")
        self.h.joined.append((link, password))
        return Joined("Carla Díaz", SECRET if two_step else None)


class Accounts(Part):
    def view(self, session: StaffSession) -> AccountView:
        return AccountView(
            "Ana Ruiz",
            "Counselor",
            "ana@oak.example",
            self.h.lang,
            totp=self.h.totp,
            phone="+15005550110",
            phone_verified=self.h.phone_verified,
            phone_landline=self.h.landline,
            code_waits=self.h.code_waits,
            queues=("Northside counselors",),
        )

    def propose(self, session: StaffSession) -> TwoStepSecret:
        return SECRET

    def enrol(self, session: StaffSession, password: str, secret: bytes, code: str) -> None:
        if code != "123456":
            raise StepUpRefused("code_wrong", "Wait.")
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check.")
        self.done("enrol", secret)
        self.h.totp = True

    def end(self, session: StaffSession, password: str) -> None:
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check.")
        self.h.totp = False

    def change_password(self, session: StaffSession, old: str, new: str) -> str:
        if old != PASSWORD:
            raise StepUpRefused("wrong", "Check.")
        self.done("change_password", new)
        return self.h.new_session(self.h.accounts_of["ana@oak.example"])

    def set_phone(self, session: StaffSession, phone: str | None) -> None:
        self.done("set_phone", phone)

    def send_phone_code(self, session: StaffSession, by: By) -> None:
        self.done("send_phone_code", by)
        self.h.code_waits = True

    def prove_phone(self, session: StaffSession, code: str) -> None:
        self.done("prove_phone", code)
        self.h.phone_verified, self.h.code_waits = True, False

    def set_language(self, session: StaffSession, lang: str) -> None:
        self.h.lang = lang


ASK = Ask("Y2hhbGxlbmdl", "c2FsdA", "localhost")


class Passkeys(Part):
    """`said` is the person's e-mail address; real answers are in the tests of the house."""

    def ask_sign_in(self) -> Ask:
        return ASK

    def ask_unlock(self, cookie: str) -> Ask | None:
        return ASK if self.h.devices else None

    def ask_step_up(self, session: StaffSession) -> Ask | None:
        return ASK if self.h.devices else None

    def ask_new(self, session: StaffSession) -> Ask:
        return ASK

    def enrol(self, session: StaffSession, password: str, label: str, answer: Answer) -> None:
        if not answer.prf:
            raise Refused("passkey_no_prf", "Use another one.")
        if password != PASSWORD:
            raise StepUpRefused("wrong", "Check it.")
        self.h.devices.append(PasskeyView(len(self.h.devices) + 1, label, NOON, NOON))

    def of(self, session: StaffSession) -> tuple[PasskeyView, ...]:
        return tuple(self.h.devices)

    def remove(self, session: StaffSession, n: int) -> None:
        self.h.devices = [one for one in self.h.devices if one.n != n]

    def sign_in(self, answer: Answer) -> Granted:
        if answer.said not in self.h.accounts_of:
            raise SignInRefused("passkey_wrong", "Use another one.")
        return Granted(self.h.new_session(self.h.accounts_of[answer.said]))

    def unlock(self, cookie: str, answer: Answer) -> str:
        sessions = Sessions(self.h)
        sessions.locked(cookie)
        self.sign_in(answer)
        return sessions.unlock(cookie, PASSWORD)

    def step_up(self, session: StaffSession, answer: Answer) -> str:
        self.sign_in(answer)
        return Sessions(self.h).step_up(session, PASSWORD)


class SetUps(Part):
    def check(self, token: str, peer: str) -> None:
        if peer != "127.0.0.1":
            raise SetUpRefused("not_here", "Only here.")
        if token != self.h.set_up_token:
            raise SetUpRefused("link", "Dead.")

    def send_test(self, token: str, peer: str, hotline: Hotline, account: TwilioAccount, to: str) -> None:
        self.check(token, peer)
        if account.auth_tokens == ("bad",):
            raise SetUpRefused("carrier_refused", "Check.")
        self.h.tests_sent.append((hotline.students, to))

    def check_account(
        self, token: str, peer: str, hotline: Hotline, account: TwilioAccount
    ) -> tuple[FindingRow, ...]:
        self.check(token, peer)
        if account.auth_tokens == ("bad",):
            raise SetUpRefused("carrier_silent", "Check.")
        return self.h.texting.found

    def create(self, token: str, peer: str, form: Founding) -> Made:
        self.check(token, peer)
        self.h.founded.append(form)
        self.h.set_up_token = ""
        expires = self.h.clock() + timedelta(hours=72)
        links = (Invited(one.name, "http://localhost:8081/join/" + "j" * 40, expires) for one in form.people)
        return Made(SECRET if form.two_step else None, tuple(links))
