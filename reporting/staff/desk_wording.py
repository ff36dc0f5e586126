"""Words of the desk: what is refused there, and what was done."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

REFUSED: Mapping[str, LazyString] = {
    "answered_meanwhile": _l(
        "A colleague answered while you were writing. Their answer stands below, and your words are still here. Send them again if they are still right."
    ),
    "task_day": _l("Say until which day."),
    "canned_both": _l("Write both languages: a student is answered in their own."),
    "canned_long": _l("An answer has at most 600 letters."),
    "canned_word": _l("This word is not said to students:"),
    "canned_name": _l("Do not ask who the student is."),
    "canned_gap": _l("Only {school} and {time} are filled in. An answer for any topic names no school."),
    "canned_many": _l("At most 300 answers: nobody finds one among more."),
}
DONE: Mapping[str, LazyString] = {
    "checked": _l("Kept in the thread, with your name and the time."),
    "task_kept": _l('Kept. It stands in the list "Mine" of whoever does it.'),
    "task_done": _l("Done."),
    "followed_up": _l("Noted. It does not come back any more."),
    "canned_kept": _l("Kept. It is offered from now on."),
    "canned_hidden": _l("It is not offered any more."),
    "canned_shipped": _l("The shipped words count again."),
    "noted_for_me": _l("Kept. Only you can open this note."),
}
# How a message reached the member of staff who entered it.
HOW: Mapping[str, LazyString] = {
    "in_person": _l("In person"),
    "by_phone": _l("By phone"),
    "on_paper": _l("On paper"),
}
