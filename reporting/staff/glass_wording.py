"""Words of break-glass."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

REFUSED: Mapping[str, LazyString] = {
    "glass_reason": _l("Say why, in at most 500 letters."),
    "glass_hours": _l("Choose for how long."),
    "glass_nobody": _l("Nobody holds the other half of this queue's key."),
    "glass_gone": _l("This request is over. Ask anew."),
    "glass_own": _l("You asked for this. Another person has to agree."),
    "glass_halves": _l("The two halves do not make this queue's key. Ask anew."),
}
DONE: Mapping[str, LazyString] = {
    "glass_asked": _l("Asked. Nothing is open yet: call the other one, who has half an hour to agree."),
    "glass_withdrawn": _l("Taken back. Nothing was opened."),
    "glass_opened": _l(
        "What the two of you may read stands in your inbox. The queue and the registrars are told."
    ),
    "glass_ended": _l("It is closed again. What you saw, you saw."),
}
ACTS: Mapping[str, LazyString] = {
    "glass_asked": _l("asked to open a queue by two"),
    "glass_withdrawn": _l("took back a request to open a queue"),
    "glass_broken": _l("opened a queue together with"),
    "glass_opened": _l("opened a thread by two"),
    "glass_ended": _l("what two had opened was closed"),
}
ALARM: Mapping[str, LazyString] = {
    "glass_broken": _l(
        "Two people opened this queue because nobody of it could, or one asked to. The audit and the notes in its threads say who and why."
    ),
}
