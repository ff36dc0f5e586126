"""The guardian's side of a link: looking spends nothing, and the first message is its use.

Whatever does not open is one answer: used, too old, taken back, never made.
"""

from reporting.cases.ground import Ground
from reporting.cases.receive import WebIntake
from reporting.cases.refusals import LinkDead
from reporting.cases.tip import Receipted, SchoolChoice, Tip
from reporting.families.invitation import Invitation
from reporting.model.clock import day_of
from reporting.model.tie import Tie
from reporting.model.writer import Writer
from reporting.store import bonds, messages
from reporting.vault import base64url
from reporting.vault.bonds import bond_id
from reporting.vault.notation import Unreadable


class GuardianLinks:
    def __init__(self, ground: Ground, intake: WebIntake) -> None:
        self._ground = ground
        self._intake = intake

    def look(self, token: str) -> Invitation:
        """Raises LinkDead."""
        _, found = self._open(token)
        if self._used(found):
            raise LinkDead
        return found

    def write(self, token: str, body: str, lang: str, *, held: bool, limiter_key: bytes) -> Receipted:
        """A thread of its own, with six words. The same press twice shows the same words.

        Raises LinkDead, EmptyText, TooLong, NotOpenYet, NothingStored.
        """
        bond, found = self._open(token)
        if self._used(found) and self._intake.cache.words(found.first) is None:
            raise LinkDead
        return self._intake.receive(
            Tip(
                submission=found.first,
                body=body,
                school=found.school,
                school_choice=SchoolChoice.KNOWN if found.school else SchoolChoice.UNKNOWN,
                about=None,
                lang=lang,
                excluded=found.excluded,
                held=held,
                limiter_key=limiter_key,
                writer=Writer.GUARDIAN,
                tie=Tie(bond, found.beside, found.queue),
            )
        )

    def sweep(self) -> None:
        """For the clock: a link whose time is over opens nothing, whoever kept its address."""
        ground = self._ground
        today = day_of(ground.clock())
        ground.database.write(lambda conn: bonds.empty_before(conn, ground.district, today))

    def _open(self, text: str) -> tuple[bytes, Invitation]:
        """Raises LinkDead."""
        ground = self._ground
        try:
            token = base64url.decode_key(text)
            bond = bond_id(token, ground.district)
            with ground.database.read() as conn:
                sealed = bonds.invitation(conn, ground.district, bond)
            found = Invitation.opened(token, ground.district, sealed or b"")
        except Unreadable:
            raise LinkDead from None
        if found.until_day < day_of(ground.clock()):
            raise LinkDead
        return bond, found

    def _used(self, invitation: Invitation) -> bool:
        with self._ground.database.read() as conn:
            return messages.find(conn, self._ground.district, invitation.first) is not None
