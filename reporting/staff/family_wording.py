"""Words about home and family, for staff."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.staff import guardian_wording

POINT: Mapping[str, LazyString] = {
    "home": _l("somebody at home"),
    "abuse": _l("abuse"),
    "dating": _l("dating or sex"),
    "identity": _l("who the student is or loves"),
    "pregnancy": _l("pregnancy"),
    "away": _l("running away"),
}
SOURCE: Mapping[str, LazyString] = {
    "triage": _l("A rule points to:"),
    "words": _l("The words themselves may point to:"),
    "staff": _l("Staff marked it:"),
}
DONE: Mapping[str, LazyString] = {
    **guardian_wording.DONE,
    "home_unsafe": _l("Marked. Whoever opens this thread sees that home may be unsafe."),
    "home_unsafe_lifted": _l("The mark is gone. What rules and words say stays."),
}
# What the service says in the thread of an adult, in place of what it says in a student's.
TOLD_ADULT: Mapping[str, LazyString] = {
    "seen": _l("They were told: a counselor has read this."),
    "unreached": _l("They were told: we have not reached a person yet; call 911 or 988 now."),
    "reached": _l("They were told: a person has it now."),
    "late": _l("They were told: we are late. That is our fault."),
}
NOTE: Mapping[str, LazyString] = {
    **guardian_wording.NOTE,
    "home_unsafe": _l("Home may be unsafe:"),
    "home_unsafe_lifted": _l("The mark that home may be unsafe was taken away:"),
}
ACT: Mapping[str, LazyString] = {
    **guardian_wording.ACT,
    "home_unsafe": _l("marked that home may be unsafe"),
    "home_unsafe_lifted": _l("took away the mark that home may be unsafe"),
}
