"""Words of agreements with organizations."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

STATES: Mapping[str, LazyString] = {
    "draft": _l("Draft"),
    "in_force": _l("In force"),
    "ended": _l("Ended"),
}
SIDES: Mapping[str, LazyString] = {
    "school": _l("School counselor"),
    "partner": _l("Partner's therapist"),
    "both": _l("Both"),
}
SHARED: Mapping[str, LazyString] = {
    "first_name": _l("First name"),
    "age_band": _l("Age band"),
    "grade": _l("Grade"),
    "language": _l("Language"),
    "contact": _l("How to reach the student"),
    "about": _l("What it is about"),
}
FIELDS: Mapping[str, LazyString] = {
    "organization": _l("Organization"),
    "school": _l("School"),
    "state": _l("State"),
    "purpose": _l("What it is for"),
    "populations": _l("For which students"),
    "partner_hours": _l("When the partner is there"),
    "answer_hours": _l("A referral is answered within (hours)"),
    "visit_days": _l("A first visit is offered within (days)"),
    "nudge_first": _l("First reminder after (days)"),
    "nudge_second": _l("Second reminder after (days)"),
    "nudge_third": _l("Last reminder after (days)"),
    "share_days": _l("Shared fields can be read for (days)"),
    "shared": _l("What a referral may carry at most"),
    "starts": _l("Begins on"),
    "review": _l("Review on"),
    "duties_school": _l("What the school counselor does"),
    "duties_partner": _l("What the partner's therapist does"),
    "duties_both": _l("What both do"),
    "people_school": _l("Whom to call at the school"),
    "people_partner": _l("Whom to call at the partner"),
    "people_danger": _l("Whom the partner calls when a student writes of danger"),
}
PROBLEMS: Mapping[str, LazyString] = {
    "missing": _l("An agreement in force needs this."),
    "too_long": _l("This is too long: at most 40 lines of 400 letters."),
    "not_between": _l("This number is too small or too large."),
    "nudges_crossed": _l("Each reminder comes later than the one before."),
    "not_date": _l("Write a day such as 2027-06-30."),
    "unknown_school": _l("There is no such school in the district."),
    "unknown_word": _l("This word is not on the list."),
}
# What most agreements say. It is proposed in the language of whoever begins one, and changed freely.
PROPOSED: Mapping[str, tuple[LazyString, ...]] = {
    "school": (
        _l("Short-term and academic support"),
        _l("Answers the student and keeps the thread"),
        _l("Asks the student before anything is shared"),
    ),
    "partner": (
        _l("Clinical care: assessment, therapy, a plan"),
        _l("Answers each referral and offers a first visit"),
        _l("Keeps its own record; the school sees no notes"),
    ),
    "both": (_l("When someone may get hurt, act at once and tell each other"),),
}
