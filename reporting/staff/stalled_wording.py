"""Words of referrals that stand still: why, and what to do next."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

WHY: Mapping[str, LazyString] = {
    "unsent": _l("The student said yes, and nothing was sent"),
    "no_link": _l("Five wrong PINs: the link was deleted"),
    "unopened": _l("Not opened within the agreed time"),
    "unanswered": _l("Opened, and not answered within the agreed time"),
    "waiting": _l("Long on the waiting list"),
    "no_time": _l("Accepted, and no appointment was made"),
    "declined": _l("Declined"),
    "past": _l("The appointment is over, and nobody said whether they came"),
    "no_show": _l("Did not come, the partner says"),
    "not_seen": _l("The student says that they were not seen"),
    "time_over": _l("Its time is over without a visit"),
}
DECLINED: Mapping[str, LazyString] = {
    "no_capacity": _l("no room"),
    "not_eligible": _l("not for this student"),
    "no_contact": _l("could not reach them"),
    "family_declined": _l("the family said no"),
}
NEXT: Mapping[str, LazyString] = {
    "send": _l("Send what was agreed"),
    "new_link": _l("Make a new link and tell them the new PIN by telephone"),
    "call": _l("Call the partner"),
    "ask_student": _l("Write to the student"),
    "somebody_else": _l("Propose somebody else who has room"),
}
# Why that step: by what stands still, and for some by the step too.
REASON: Mapping[str, LazyString] = {
    "unsent": _l("Each day between a yes and the first visit loses students."),
    "no_link": _l("The partner cannot open it any more. It may have been a mistyped PIN, or a stranger."),
    "unopened": _l("The mail may have gone astray. A call takes a minute."),
    "unanswered": _l("They have read it. A call finds out what they wait for."),
    "waiting": _l("Whoever waits longer than three weeks comes more rarely."),
    "no_time": _l("A yes without a day is easily forgotten on both sides."),
    "declined": _l("They will not take it on. The student said yes to help, not to this partner alone."),
    "past": _l("Only the partner can say whether the student came. Ask before you write to the student."),
    "no_show": _l("Ask what stood in the way before a new time is made. Nobody is to blame."),
    "not_seen": _l("What the student says counts. Ask what happened, and what would help."),
    "time_over": _l("Nobody can open it any more. A new proposal needs a new yes."),
    "no_contact": _l("The way to reach them did not work. Ask for another, in the thread."),
    "family_declined": _l("Ask the student what they want now. Do not call anybody at home for this."),
    "silent": _l("Nobody answered after the last reminder. Somebody else has room today."),
}
BARRIER: Mapping[str, LazyString] = {
    "transport": _l("The way there"),
    "schedule": _l("The hours"),
    "insurance": _l("Cost or insurance"),
    "space": _l("No place to talk undisturbed"),
}
# By what a service helps with a barrier.
ANSWER: Mapping[str, LazyString] = {
    "at_school": _l("comes into a school"),
    "fetches": _l("fetches people or pays the way"),
    "telehealth": _l("by phone or video"),
    "any_hour": _l("at any hour"),
    "evening": _l("open in the evening"),
    "weekend": _l("open at the weekend"),
    "free": _l("free"),
    "no_insurance": _l("without insurance"),
    "sliding": _l("by income"),
    "own_place": _l("has rooms"),
}


def reason(stall: str, next_: str, declined: str | None) -> LazyString:
    """Why this is the next step."""
    if declined in {"no_contact", "family_declined"} and stall == "declined":
        return REASON[declined]
    if next_ == "somebody_else" and stall in {"unopened", "unanswered", "no_time"}:
        return REASON["silent"]
    return REASON[stall]
