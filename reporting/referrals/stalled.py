"""Which referrals stand still, and what to do next with each. Pure, so that a page can say why."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from reporting.model.clock import DAY_S, date_of
from reporting.model.referral import Decline, ReferralState

UNSENT_DAYS = 1
LIST_DAYS = 21
SILENT_DAYS = 14  # after the last reminder nobody answers any more
HOUR_S = 3_600


class Stall(StrEnum):
    UNSENT = "unsent"
    NO_LINK = "no_link"
    UNOPENED = "unopened"
    UNANSWERED = "unanswered"
    WAITING = "waiting"
    NO_TIME = "no_time"
    DECLINED = "declined"
    PAST = "past"
    NO_SHOW = "no_show"
    NOT_SEEN = "not_seen"
    TIME_OVER = "time_over"


class Next(StrEnum):
    """The best next step."""

    SEND = "send"
    NEW_LINK = "new_link"
    CALL = "call"
    ASK_STUDENT = "ask_student"
    SOMEBODY_ELSE = "somebody_else"


@dataclass(frozen=True, slots=True)
class Facts:
    """Of one referral that the student agreed to. `agreed`, `sent`: unix seconds; `since`: the day of the partner's last
    word, days since 1970; `day`: of the appointment; `met`: what the student said last of being seen.
    """

    agreed: int
    sent: int | None = None
    state: ReferralState | None = None
    declined: Decline | None = None
    linked: bool = True
    since: int | None = None
    day: date | None = None
    met: str | None = None
    answer_hours: int = 72
    visit_days: int = 14


@dataclass(frozen=True, slots=True)
class Standstill:
    """`days`: for how long."""

    stall: Stall
    days: int


_UNANSWERED = {ReferralState.SENT: Stall.UNOPENED, ReferralState.VIEWED: Stall.UNANSWERED}
_DONE = frozenset({ReferralState.ATTENDED, ReferralState.CLOSED})


def stalled(facts: Facts, now: int) -> Standstill | None:
    """The most pressing reason; None where things go their way. `now`: unix seconds."""
    if facts.sent is None:
        days = (now - facts.agreed) // DAY_S
        return Standstill(Stall.UNSENT, days) if days >= UNSENT_DAYS else None
    if facts.met == "yes" or facts.state in {ReferralState.WITHDRAWN, None}:
        return None
    today = now // DAY_S
    since = today - (facts.since if facts.since is not None else facts.sent // DAY_S)
    return _by_word(facts, since) or _by_time(facts, since, now)


def _by_word(facts: Facts, since: int) -> Standstill | None:
    """What somebody said, or what happened to it."""
    state, met = facts.state, facts.met
    if met == "no" or (met == "not_yet" and state in _DONE):
        return Standstill(Stall.NOT_SEEN, since)
    said = {
        ReferralState.EXPIRED: Stall.TIME_OVER,
        ReferralState.DECLINED: Stall.DECLINED,
        ReferralState.NO_SHOW: Stall.NO_SHOW,
    }
    if state in said:
        return Standstill(said[state], since)
    return Standstill(Stall.NO_LINK, since) if not facts.linked and state not in _DONE else None


def _by_time(facts: Facts, since: int, now: int) -> Standstill | None:
    """What nobody said for too long."""
    state = facts.state
    if state in _UNANSWERED:
        late = now - (facts.sent or now) >= facts.answer_hours * HOUR_S
        return Standstill(_UNANSWERED[state], (now - (facts.sent or now)) // DAY_S) if late else None
    if state is ReferralState.WAITLISTED:
        return Standstill(Stall.WAITING, since) if since >= LIST_DAYS else None
    if state is ReferralState.ACCEPTED:
        return Standstill(Stall.NO_TIME, since) if since >= facts.visit_days else None
    if state is ReferralState.SCHEDULED:
        # Without a day, twice the agreed time for a first visit.
        gone = _gone(facts.day, now) if facts.day else since - 2 * facts.visit_days
        return Standstill(Stall.PAST, gone if facts.day else since) if gone > 0 else None
    return None


def _gone(day: date, now: int) -> int:
    return (date_of(now // DAY_S) - day).days


_BY_ITSELF = {
    Stall.UNSENT: Next.SEND,
    Stall.NO_LINK: Next.NEW_LINK,
    Stall.NO_SHOW: Next.ASK_STUDENT,
    Stall.NOT_SEEN: Next.ASK_STUDENT,
    Stall.PAST: Next.CALL,
}


def next_step(found: Standstill, declined: Decline | None, *, others: bool) -> Next:
    """`others`: whether somebody else has room."""
    if found.stall in _BY_ITSELF:
        return _BY_ITSELF[found.stall]
    over = found.stall in {Stall.DECLINED, Stall.TIME_OVER}
    if over and declined in {Decline.NO_CONTACT, Decline.FAMILY_DECLINED}:
        return Next.ASK_STUDENT
    if others and (over or found.stall is Stall.WAITING or found.days >= SILENT_DAYS):
        return Next.SOMEBODY_ELSE
    return Next.ASK_STUDENT if over else Next.CALL
