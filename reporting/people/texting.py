"""Whether students may be told the hotline's number: the account checked, HELP answered in our words.

Until then the web side is open and says that texting is not: carriers block what an unregistered number sends, and a
child's HELP must not be answered with a stock text. What was found is kept, and counts only for the very account,
numbers and address that were looked at.
"""

import threading
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from notify.account_facts import AccountReader, Help
from notify.account_findings import Finding, Wanted, Weight, findings, help_answered, opens
from notify.ports import CarrierError
from reporting.model.ids import MemberId
from reporting.people.ground import Ground
from reporting.people.providers import Providers
from reporting.people.refused import Refused
from reporting.people.staff_session import StaffSession

# An answer to HELP that has not come by then does not come.
PATIENCE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Checked:
    """`of` names what was looked at. `asked`: when HELP was texted; `seen`: when its answer was, by whomever."""

    of: str = ""
    at: datetime | None = None
    found: tuple[Finding, ...] = ()
    help: Help = Help.UNTRIED
    asked: datetime | None = None
    seen: datetime | None = None
    confirmed: bool = False

    @property
    def open(self) -> bool:
        return self.at is not None and opens(self.found)


class Texting:
    """One hotline's account and what is known of it. `wanted` is what it should be like."""

    def __init__(self, ground: Ground, providers: Providers, wanted: Wanted, reader: AccountReader) -> None:
        self._ground = ground
        self._providers = providers
        self._reader = reader
        self.wanted = wanted
        named = f"{reader.account}|{wanted.students}|{wanted.staff}|{wanted.public_url}"
        self._of = sha256(named.encode()).hexdigest()[:32]
        self._standing = Checked(self._of)
        self._lock = threading.Lock()
        self.refresh()

    @property
    def standing(self) -> Checked:
        """From RAM: asked for each first page of a student."""
        return self._standing

    def refresh(self) -> None:
        """What another process found. Raises StoreError."""
        fields = self._providers.texting()
        kept = _read(fields) if fields else Checked()
        self._standing = kept if kept.of == self._of else Checked(self._of)

    def check(self, session: StaffSession | None) -> Checked:
        """Read the account and keep what is wrong with it. None: an operator's command.

        Raises Refused: not_registrar, carrier_silent.
        """
        with self._lock:
            now = self._ground.clock()
            before = self._told(session)
            helped = self._helped(before, now)
            try:
                facts = replace(self._reader.read(), help=helped)
            except CarrierError:
                raise _silent() from None
            seen = now if helped is Help.OURS and before.help is not Help.OURS else before.seen
            after = replace(before, at=now, found=findings(facts, self.wanted), help=helped, seen=seen)
            return self._keep(after, session, "checked_texting")

    def ask_help(self, session: StaffSession | None) -> Checked:
        """Text HELP from the number that pages staff to the students' own. The next check looks at the answer.

        Raises Refused: not_registrar, one_number, carrier_refused, carrier_silent.
        """
        with self._lock:
            before = self._told(session)
            if self.wanted.students == self.wanted.staff:
                raise Refused("one_number", "One number cannot text itself: text HELP from a phone of yours.")
            now = self._ground.clock()
            try:
                self._reader.ask_help(sender=self.wanted.staff, to=self.wanted.students)
            except CarrierError as error:
                if error.code:
                    raise Refused("carrier_refused_help", "Twilio did not take the text.") from None
                raise _silent() from None
            after = replace(before, asked=now, help=Help.WAITING, seen=None, confirmed=False)
            return self._keep(after, session, "texted_help")

    def help_came(self) -> bool:
        """Whether something answered the HELP that was texted last. Keeps nothing."""
        return self._helped(self._standing, self._ground.clock()) is not Help.WAITING

    def confirm_help(self, session: StaffSession) -> Checked:
        """A registrar texted HELP from a phone, and our answer with crisis numbers came, and nothing else.

        Raises Refused("not_registrar").
        """
        with self._lock:
            before = self._told(session)
            found = tuple(one for one in before.found if not one.code.startswith("help_"))
            after = replace(before, found=found, help=Help.OURS, seen=self._ground.clock(), confirmed=True)
            return self._keep(after, session, "confirmed_help")

    def vouch(self) -> Checked:
        """The demo's account is as it should be from the start. Raises Refused("carrier_silent")."""
        with self._lock:
            now = self._ground.clock()
            after = replace(self._told(None), help=Help.OURS, seen=now, confirmed=True)
            self._keep(after, None, "confirmed_help")
        return self.check(None)

    def _told(self, session: StaffSession | None) -> Checked:
        if session is not None and not session.principal.registrar:
            raise Refused("not_registrar", "Only a registrar checks the hotline's account.")
        self.refresh()
        return self._standing

    def _helped(self, before: Checked, now: datetime) -> Help:
        if before.confirmed or before.asked is None:
            return before.help
        try:
            bodies = self._reader.answers(
                sender=self.wanted.students, to=self.wanted.staff, since=before.asked
            )
        except CarrierError:
            return Help.WAITING
        answered = help_answered(bodies)
        waited = now - before.asked > PATIENCE
        return Help.SILENT if answered is Help.WAITING and waited else answered

    def _keep(self, after: Checked, session: StaffSession | None, act: str) -> Checked:
        actor: MemberId | None = session.member if session else None
        minute = self._ground.minute()

        def unit(conn: Connection) -> None:
            self._providers.put_texting(conn, _written(after))
            self._ground.witness.record(
                conn, minute=minute, act=act, actor=actor, about=self._ground.district
            )

        self._ground.database.write(unit)
        self._standing = after
        return after


def _silent() -> Refused:
    return Refused("carrier_silent", "Twilio does not answer. Check this machine's way to the internet.")


def _written(checked: Checked) -> dict[str, object]:
    return {
        "of": checked.of,
        "at": _stamp(checked.at),
        "found": [asdict(one) for one in checked.found],
        "help": checked.help.value,
        "asked": _stamp(checked.asked),
        "seen": _stamp(checked.seen),
        "confirmed": checked.confirmed,
    }


def _read(fields: dict[str, Any]) -> Checked:
    return Checked(
        of=fields["of"],
        at=_moment(fields["at"]),
        found=tuple(Finding(**{**one, "weight": Weight(one["weight"])}) for one in fields["found"]),
        help=Help(fields["help"]),
        asked=_moment(fields["asked"]),
        seen=_moment(fields["seen"]),
        confirmed=fields["confirmed"],
    )


def _stamp(moment: datetime | None) -> float | None:
    return None if moment is None else moment.timestamp()


def _moment(stamp: float | None) -> datetime | None:
    return None if stamp is None else datetime.fromtimestamp(stamp, UTC)
