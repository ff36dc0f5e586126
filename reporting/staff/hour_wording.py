"""Words of hours in school."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

DONE: Mapping[str, LazyString] = {
    "hour_booked": _l("Taken. The student reads place and time when they come back."),
    "hour_given_back": _l("The hour is free again, and the student reads so."),
}
REFUSED: Mapping[str, LazyString] = {
    "hour_taken": _l("Somebody took this hour a moment ago. Choose another one."),
    "no_such_hour": _l("This thread holds no such hour. Look at the list again."),
    "hour_by_text": _l(
        "This student writes by text. Where and when somebody will be does not belong in a text that lies open on a phone."
    ),
}
ACTS: Mapping[str, LazyString] = {
    "hour_booked": _l("took an hour in school for a student"),
    "hour_given_back": _l("gave an hour in school back"),
}
