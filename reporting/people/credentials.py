"""A person's own account: the password and the second step, which only the password can change; the language."""

from dataclasses import replace

from sqlalchemy import Connection

import notify.contacts
from reporting.people.ground import Ground
from reporting.people.password_check import PasswordCheck
from reporting.people.passwords import acceptable
from reporting.people.plain_fields import checked_lang
from reporting.people.price import Price
from reporting.people.refused import SignInRefused, StepUpRefused
from reporting.people.sessions import Sessions
from reporting.people.staff_session import StaffSession
from reporting.people.two_step import TwoStepSecret, two_step_secret
from reporting.store import member_secrets, sessions, staff
from reporting.vault import totp
from reporting.vault.members import Unlocked, password_slot, seal_bundle
from reporting.vault.service_box import ServiceBox


class Credentials:
    """The secret lies in the bundle that only the password opens, so each change asks for the password."""

    def __init__(
        self,
        ground: Ground,
        *,
        service: ServiceBox,
        check: PasswordCheck,
        session_door: Sessions,
        issuer: str,
        price: Price,
    ) -> None:
        self._ground = ground
        self._service = service
        self._check = check
        self._sessions = session_door
        self._issuer = issuer
        self._price = price

    def propose(self, session: StaffSession) -> TwoStepSecret:
        """A secret that counts only after `enrol` has seen a code of it."""
        return two_step_secret(self._ground.random, self._email(session), self._issuer)

    def enrol(self, session: StaffSession, password: str, secret: bytes, code: str) -> None:
        """From the next sign-in on a code is asked for.

        Raises: StepUpRefused("code_wrong" | "wrong" | "locked").
        """
        try:
            step = totp.check(secret, code, self._ground.clock(), None)
        except totp.WrongCode:
            raise StepUpRefused("code_wrong", "Wait for the next code of your app, then enter it.") from None
        self._replace(session, password, secret, step, "two_step_on")

    def end(self, session: StaffSession, password: str) -> None:
        """The password alone signs in again. Raises: StepUpRefused("wrong" | "locked")."""
        self._replace(session, password, b"", None, "two_step_off")

    def change_password(self, session: StaffSession, old: str, new: str) -> str:
        """The same keys under another password. Every session ends; returns the cookie of a new one.

        Raises: StepUpRefused("wrong" | "locked"), Refused("password_…").
        """
        acceptable(new, email=self._email(session), name=session.principal.name)
        unlocked = self._unlock(session, old)
        with self._ground.database.read() as conn:
            person = staff.by_id(conn, self._ground.district, session.member)
        step = None if person is None else person.totp_step
        self._store(session, unlocked, new, step, "changed_password", end_sessions=True)
        self._sessions.forget(session.member)
        return self._sessions.open(unlocked)

    def set_language(self, session: StaffSession, lang: str) -> None:
        """The language of this person's pages, and of the pages that ring them. Raises: Refused("lang")."""
        checked_lang(lang)
        ground = self._ground

        def unit(conn: Connection) -> None:
            staff.set_lang(conn, ground.district, session.member, lang)
            notify.contacts.set_lang(
                conn, district=ground.district, person=session.member, lang=lang, now=ground.clock()
            )

        ground.database.write(unit)

    def _replace(
        self, session: StaffSession, password: str, secret: bytes, step: int | None, act: str
    ) -> None:
        unlocked = self._unlock(session, password)
        self._store(session, replace(unlocked, totp_secret=secret), password, step, act)

    def _email(self, session: StaffSession) -> str:
        with self._ground.database.read() as conn:
            person = staff.by_id(conn, self._ground.district, session.member)
        return "" if person is None else self._service.open(person.email_sealed, person.id).decode()

    def _unlock(self, session: StaffSession, password: str) -> Unlocked:
        try:
            unlocked = self._check.unlock(session.member, password)
        except SignInRefused as refusal:
            raise StepUpRefused(refusal.code, "Check your password.", **refusal.facts) from None
        self._check.forgive(session.member)
        return unlocked

    def _store(
        self,
        session: StaffSession,
        unlocked: Unlocked,
        password: str,
        step: int | None,
        act: str,
        *,
        end_sessions: bool = False,
    ) -> None:
        ground = self._ground
        # The same key of the bundle: passkeys hold it under what only their devices can derive.
        bundle_key = unlocked.bundle_key
        bundle = seal_bundle(ground.district, bundle_key, unlocked)
        slot = password_slot(
            ground.district,
            session.member,
            password,
            bundle_key,
            memory_kib=self._price.memory_kib,
            iterations=self._price.iterations,
        )

        def unit(conn: Connection) -> None:
            member_secrets.put_password(conn, ground.district, session.member, bundle=bundle, slot=slot)
            staff.set_totp_step(conn, ground.district, session.member, step)
            if end_sessions:
                sessions.remove_of_member(conn, ground.district, session.member)
            ground.witness.record(
                conn, minute=ground.minute(), act=act, actor=session.member, about=session.member
            )

        ground.database.write(unit)
