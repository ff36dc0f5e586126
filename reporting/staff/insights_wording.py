"""Words of the figures: topics, grades, shares, months, and what is said where nothing is said."""

from collections.abc import Mapping
from datetime import date

from flask_babel import format_date, gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.insights.coding import Range

TOPIC: Mapping[str, LazyString] = {
    "all": _l("All messages"),
    "mood": _l("Mood and self-harm"),
    "bullying": _l("Bullying and hate"),
    "violence": _l("Threats and violence"),
    "abuse": _l("Abuse and exploitation"),
    "home": _l("Home and needs"),
    "substances": _l("Drugs and alcohol"),
    "other": _l("Other"),
}
BAND: Mapping[str, LazyString] = {
    "elementary": _l("Elementary schools"),
    "middle": _l("Middle schools"),
    "high": _l("High schools"),
}
SHARE: Mapping[str, LazyString] = {
    "paged_minute": _l("Urgent: a person's phone rang within a minute"),
    "taken_five": _l("Urgent: a person said “I have it” within five minutes"),
    "taken_quarter": _l("Urgent: a person said “I have it” within fifteen minutes"),
    "opened": _l("Read by a person within a week"),
    "answered": _l("Answered by a person within a week"),
    "answered_day": _l("Answered by a person within a day"),
    "fetched": _l("The student saw the answer"),
    "returned": _l("Came back with their six words"),
    "helped": _l("Said that it helped, of those who said anything"),
    "referral_agreed": _l("Proposals that a student agreed to"),
    "referral_opened": _l("Referrals that a partner opened"),
    "referral_accepted": _l("Referrals that a partner accepted"),
    "referral_waiting": _l("Referrals on a waiting list"),
    "referral_declined": _l("Referrals that a partner declined"),
    "first_appointment": _l("Referrals with a first appointment"),
    "attended": _l("Seen, the partner says"),
    "confirmed": _l("Seen, the student says"),
    "taken_back": _l("Taken back by the student"),
    "no_show": _l("Did not come to an appointment"),
    "seen_fortnight": _l("Seen within fourteen days, of those who were seen"),
    "seen_month": _l("Seen within thirty days, of those who were seen"),
}
# The same steps, short enough for a drawing.
STEP: Mapping[str, LazyString] = {
    "referral_opened": _l("Opened"),
    "referral_accepted": _l("Accepted"),
    "first_appointment": _l("Appointment"),
    "attended": _l("Seen, says the partner"),
    "confirmed": _l("Seen, says the student"),
}
# From a message that came to an answer that was seen: who is lost at which step.
FUNNEL = ("opened", "answered", "fetched")
# Of referrals that were sent; the last two stand side by side.
REFERRAL_FUNNEL = ("referral_opened", "referral_accepted", "first_appointment", "attended", "confirmed")
SPEED = ("paged_minute", "taken_five", "answered_day")
SOON = ("seen_fortnight", "seen_month")
# Barriers: the name, and the counts by the ten that are of it.
BARRIER: Mapping[str, LazyString] = {
    "transport": _l("The way there"),
    "schedule": _l("The hours"),
    "insurance": _l("Cost or insurance"),
    "space": _l("No place to talk undisturbed"),
}
REFUSED: Mapping[str, LazyString] = {
    "no_figures": _l("There are no figures of that school year."),
}
DONE: Mapping[str, LazyString] = {
    "bands_kept": _l("Kept. The figures of the next school year are summed by these grades."),
}


def year_name(year: int) -> str:
    return f"{year}\N{EN DASH}{(year + 1) % 100:02}"


def month_name(month: int, form: str = "LLLL y") -> str:
    return str(format_date(date(month // 100, month % 100, 1), form))


def tens(found: Range | None) -> str:
    """A count by the ten, in words."""
    if found is None:
        return str(gettext("not said"))
    return str(gettext("%(low)s to %(high)s", low=found.low, high=found.high))


def lost_words(found: Range | None) -> str:
    if found is None:
        return str(gettext("not said"))
    return str(gettext("%(low)s to %(high)s of 100", low=found.low, high=found.high))


def said(share: Range | None) -> str:
    """A range in words."""
    if share is None:
        return str(gettext("not said"))
    if share.bottom:
        return str(gettext("under %(high)s%%", high=share.high))
    if share.top:
        return str(gettext("over %(low)s%%", low=share.low))
    return str(gettext("%(low)s to %(high)s%%", low=share.low, high=share.high))
