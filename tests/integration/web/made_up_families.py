"""A student asked about an adult at home, and the link that this adult gets, without a house."""

from dataclasses import replace

from reporting.cases.guardian import Asking, Stage
from reporting.cases.refusals import LinkDead
from reporting.cases.tip import Receipted, SchoolChoice, Tip
from reporting.families.answering import GuardianView
from reporting.families.invitation import Invitation
from reporting.model.ids import MessageId, QueueId
from reporting.model.writer import Writer
from tests.integration.staff.made_up_guardians import ASKING
from tests.integration.web.fake_doors import FakeDoors

LINK = "https://students.example/adult/" + "A" * 43
INVITATION = Invitation(
    MessageId(b"f" * 16),
    MessageId(b"n" * 16),
    QueueId(b"q" * 16),
    None,
    frozenset(),
    ASKING.tell,
    "en",
    30_000,
)


class MadeUpStudentGuardians:
    """StudentGuardians: a yes makes the link at once."""

    def __init__(self, doors: FakeDoors) -> None:
        self._doors = doors
        self._asking: Asking = replace(ASKING, link=LINK)

    def look(self, token: str) -> GuardianView:
        thread = self._doors.resume(token)
        return GuardianView(thread, self._asking, self._doors.guardian or Stage.ENDED)

    def answer(self, token: str, submission: bytes, *, yes: bool, words: str) -> GuardianView:
        del submission, words
        self._doors.guardian = Stage.LINKED if yes else Stage.REFUSED
        return self.look(token)

    def take_back(self, token: str, submission: bytes, words: str) -> GuardianView:
        del submission, words
        self._doors.guardian = Stage.WITHDRAWN
        return self.look(token)


class MadeUpGuardianLinks:
    """GuardianLinks: one link opens, until it is used."""

    def __init__(self, doors: FakeDoors) -> None:
        self._doors = doors
        self._used = False

    def look(self, token: str) -> Invitation:
        if token != "link" or self._used:
            raise LinkDead
        return INVITATION

    def write(self, token: str, body: str, lang: str, *, held: bool, limiter_key: bytes) -> Receipted:
        self.look(token)
        made = self._doors.receive(
            Tip(
                INVITATION.first,
                body,
                None,
                SchoolChoice.UNKNOWN,
                None,
                lang,
                frozenset(),
                held,
                limiter_key,
                Writer.GUARDIAN,
            )
        )
        self._used = True
        return made
