"""Words of pilots: fields and what is wrong with them, the result, what was refused or done."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

FIELDS: Mapping[str, LazyString] = {
    "name": _l("What you call it"),
    "places": _l("Schools and grades"),
    "topics": _l("Needs"),
    "feature": _l("What is offered there"),
    "measure": _l("What is compared"),
    "year": _l("School year that is judged"),
    "baseline": _l("Before, in percent"),
    "target": _l("Wished for, in percent"),
    "go": _l("A yes from, in percent"),
    "stop": _l("A no from, in percent"),
    "why": _l("Why it is changed"),
}
PROBLEMS: Mapping[str, LazyString] = {
    "pilot_name": _l("Give it a name of up to 120 letters."),
    "pilot_place": _l("Choose schools and grades of the list."),
    "pilot_measure": _l("Choose what is compared."),
    "pilot_feature": _l("Choose one of the list."),
    "pilot_year": _l("Write the year in which the school year begins, such as 2026."),
    "pilot_percent": _l("Write a whole number from 0 to 100."),
    "pilot_target": _l("What is wished for must differ from what was before."),
    "pilot_stop": _l(
        "The no must lie on the side of what was before, and the yes on the side of what is wished for."
    ),
    "pilot_go": _l("The yes must not lie beyond what is wished for."),
    "pilot_why": _l("It runs: say in up to 120 letters why it is changed. The page shows it for good."),
}
FEATURE: Mapping[str, LazyString] = {
    "": _l("Nothing that a switch knows of"),
    "referrals": _l("Referrals to partners"),
    "by_text": _l("Asking for a referral by text, one question at a time"),
    "sides": _l("Writing between student and partner"),
    "hours": _l("Hours of partners in school"),
    "guardians": _l("A guardian's own conversation"),
}
VERDICT: Mapping[str, LazyString] = {
    "go": _l("Go"),
    "no_go": _l("No go"),
    "open": _l("Not yet enough to say"),
}
WHY: Mapping[str, LazyString] = {
    "clear": _l(
        "All that may be true by the published ranges lies on this side of what was written down before."
    ),
    "not_over": _l("The figures of its school year are not decided. That is ten days after the end of June."),
    "not_said": _l("The share of at least one place is not said, so that nobody can be found in it."),
    "between": _l("By the published ranges it may be a yes, and it may be not."),
}
REFUSED: Mapping[str, LazyString] = {
    "not_here_yet": _l(
        "Your district begins with this at some schools or for some needs, and this thread is not among them. Help as you would without it."
    ),
    "no_pilot": _l("There is no such pilot. Choose one of the list."),
    "pilots_many": _l("At most 60 pilots."),
    "pilot_ended": _l("It does not run any more."),
    "pilot_begun": _l("It has begun already."),
    "pilot_late": _l(
        "Its school year is over: what is expected must be written down before. Change the year, then begin."
    ),
    "pilot_moved": _l("Somebody changed it meanwhile. Look at it again."),
    "pilot_why": PROBLEMS["pilot_why"],
    "cost_what": _l("Say what was paid for, in up to 120 letters."),
    "cost_number": _l("Write whole dollars and whole hours, and at least one of them."),
    "costs_many": _l("At most 200 entries."),
}
DONE: Mapping[str, LazyString] = {
    "pilot_kept": _l("Kept."),
    "pilot_started": _l(
        "It runs. What was expected is frozen: a change is shown with its day and its reason."
    ),
    "pilot_stopped": _l("It has ended. Its result stays."),
    "cost_kept": _l("Entered."),
    "features_kept": _l("Kept. It holds at once."),
}
ACTS: Mapping[str, LazyString] = {
    "planned_pilot": _l("planned a pilot"),
    "changed_pilot": _l("changed the plan of a pilot"),
    "began_pilot": _l("began a pilot"),
    "ended_pilot": _l("ended a pilot"),
    "entered_cost": _l("entered what a pilot cost"),
    "set_features": _l("chose what is offered in pilots alone"),
}
