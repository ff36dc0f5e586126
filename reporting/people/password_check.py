"""Is this the password of that person? One place for sign-in, step-up and two-step enrolment."""

import threading
from contextlib import AbstractContextManager
from typing import Protocol

from reporting.model.ids import MemberId
from reporting.people.alarms import Alarms
from reporting.people.ground import Ground
from reporting.people.refused import SignInRefused
from reporting.people.roster_book import RosterBook
from reporting.people.tries import Tries
from reporting.store import member_secrets
from reporting.vault import members
from reporting.vault.members import Unlocked
from reporting.vault.notation import Unreadable

SLOTS_TRIED = 4  # a database writer must not make one sign-in cost a hundred key derivations
KEYS_AT_ONCE = 2


class Turn(Protocol):
    """Bounds how many key derivations run at once (64 MiB each)."""

    def __call__(self) -> AbstractContextManager[object]: ...


class PasswordCheck:
    def __init__(
        self, ground: Ground, book: RosterBook, tries: Tries, alarms: Alarms, turn: Turn | None = None
    ) -> None:
        self._ground = ground
        self._book = book
        self._tries = tries
        self._alarms = alarms
        slots = threading.BoundedSemaphore(KEYS_AT_ONCE)
        self._turn: Turn = turn or (lambda: slots)

    def stranger(self, email_hash: bytes, password: str) -> SignInRefused:
        """Nobody has this address: the same count, the same work, the same answer."""
        until = self._tries.spend_stranger(email_hash)
        if until is not None:
            return SignInRefused("locked", "Wait, then try again.", until=until)
        with self._turn():
            members.dummy_unlock(password)
        return SignInRefused("wrong", "Check the e-mail address and the password.")

    def unlock(self, member: MemberId, password: str) -> Unlocked:
        """The member's keys. The try stays counted until `forgive`.

        Raises: SignInRefused with code locked, wrong, not_admitted (the right password of somebody whom no registrar
        has let in), or keys_changed: the row was replaced by someone who is not the member of the roster.
        """
        until = self._tries.spend(member)
        if until is not None:
            raise SignInRefused("locked", "Wait, then try again.", until=until)
        with self._ground.database.read() as conn:
            bundle = member_secrets.bundle_of(conn, self._ground.district, member)
            slots = member_secrets.slots_of(conn, self._ground.district, member)[:SLOTS_TRIED]
        unlocked = None if bundle is None else self._first_open(member, slots, bundle, password)
        if unlocked is None:
            if bundle is None or not slots:
                with self._turn():
                    members.dummy_unlock(password)
            raise SignInRefused("wrong", "Check the e-mail address and the password.")
        self.believe(member, unlocked)
        return unlocked

    def believe(self, member: MemberId, unlocked: Unlocked) -> None:
        """The keys are those that the district signed. Raises: SignInRefused("not_admitted" | "keys_changed")."""
        keys = self._book.member(member)
        if keys is None:
            raise SignInRefused("not_admitted", "A registrar of your district has to let you in first.")
        if not members.same_keys(unlocked, keys.x, keys.ed):
            self._alarms.stand("keys_replaced", member=member)
            raise SignInRefused(
                "keys_changed", "These keys are not the ones your district signed. Tell a registrar now."
            )

    def forgive(self, member: MemberId) -> None:
        """The person proved who they are: wrong tries are forgotten."""
        self._tries.forgive(member)

    def _first_open(
        self, member: MemberId, slots: tuple[bytes, ...], bundle: bytes, password: str
    ) -> Unlocked | None:
        for slot in slots:
            try:
                with self._turn():
                    return members.unlock(self._ground.district, member, slot, bundle, password)
            except Unreadable:
                continue
        return None
