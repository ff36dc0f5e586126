"""Made-up referrals that stand still, behind their page."""

from reporting.model.help.words import Barrier
from reporting.model.referral import Decline
from reporting.people.staff_session import StaffSession
from reporting.referrals.alternatives import Alternative
from reporting.referrals.rounds import Round, StalledReferral
from reporting.referrals.stalled import Next, Stall

BAY = Alternative(
    "43" * 16, "Counseling", "Bay Clinic", ("en", "es"), (Barrier.TRANSPORT,), (Barrier.SPACE,), 12
)
FOUND = (
    StalledReferral(
        "7KQ2BC",
        "bb" * 16,
        "Harbor House",
        "Counseling",
        Stall.NO_LINK,
        2,
        None,
        None,
        Next.NEW_LINK,
        (),
        "Intake",
        "+12025550177",
    ),
    StalledReferral(
        "7KQ2BD",
        "cc" * 16,
        "Harbor House",
        "Counseling",
        Stall.DECLINED,
        1,
        Decline.NO_CAPACITY,
        None,
        Next.SOMEBODY_ELSE,
        (BAY,),
        "Intake",
        "+12025550177",
    ),
)


class MadeUpStalled:
    def look(self, session: StaffSession, seconds: float = 0.05, *, anew: bool = False) -> Round:
        return Round(walking=False, looked=2, total=2, found=FOUND)
