"""A guardian's thread in the making, of a made-up thread: the student said yes, and a second person looks at it."""

from datetime import UTC, date, datetime

from reporting.cases.guardian import AGREED, Asking, Stage
from reporting.families.guardian_desk import GuardianDesk, GuardianLink, Proposing
from reporting.model.ids import MemberId
from reporting.people.staff_session import StaffSession

PROPOSED_AT = datetime(2026, 3, 9, 15, 0, tzinfo=UTC)
ASKING = Asking(
    "1" * 32,
    "Would it help if we also wrote with your aunt?",
    "Aunt May",
    "Somebody you look after is having a hard time.",
    PROPOSED_AT,
    MemberId(b"b" * 16),
    shown=PROPOSED_AT,
    asked=True,
    answer=AGREED,
    answered=PROPOSED_AT,
)


class MadeUpGuardians:
    """Whatever is done, the same stands there again."""

    def desk(self, session: StaffSession, reference: str) -> GuardianDesk:
        del session
        return GuardianDesk(
            reference,
            "en",
            "America/Chicago",
            ASKING,
            Stage.AGREED,
            "Ben Okafor",
            "",
            (),
            None,
            mine=False,
            others=True,
            beside="",
            until=None,
            late=False,
        )

    def propose(self, session: StaffSession, reference: str, submission: bytes, said: Proposing) -> None:
        pass

    def confirm(self, session: StaffSession, reference: str, submission: bytes, asking: str) -> None:
        pass

    def end(self, session: StaffSession, reference: str, submission: bytes, asking: str, reason: str) -> None:
        pass

    def link(
        self, session: StaffSession, reference: str, submission: bytes, asking: str, *, handed: bool
    ) -> GuardianLink:
        del session, reference, submission, asking
        return GuardianLink("http://localhost:8080/adult/" + "A" * 43, date(2026, 3, 16), handed)
