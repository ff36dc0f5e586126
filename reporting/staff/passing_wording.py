"""Words of a thread that goes on to somebody else, and of what two people open together."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.staff import glass_wording

ALARM = glass_wording.ALARM

REFUSED: Mapping[str, LazyString] = {
    **glass_wording.REFUSED,
    "summary_missing": _l("Say in a line or two where things stand: whoever gets this reads it first."),
    "cover_day": _l("Choose a last day that is still to come, within a year."),
    "cover_only": _l(
        "A substitute gets the key of no queue, and no office. Untick them, or take out the substitute."
    ),
}
DONE: Mapping[str, LazyString] = {
    **glass_wording.DONE,
    "shared": _l("The second team can open this now. Your team stays responsible."),
    "share_ended": _l("The second team cannot open this any more. What they saw, they saw."),
}
ACTS: Mapping[str, LazyString] = {
    **glass_wording.ACTS,
    "confirmed_cover": _l("confirmed a substitute"),
    "cover_ended": _l("a substitute's last day passed"),
    "shared": _l("added a second team"),
    "share_ended": _l("took a thread back from a second team"),
}
SYSTEM: Mapping[str, LazyString] = {
    "covering": _l("The student was told: another counselor is covering."),
}
