"""What the staff site says of a student's phone: what came with a text, and what leaves for it."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

# What the service wrote into a thread of texts, by code.
SYSTEM: Mapping[str, LazyString] = {
    "media_lost": _l(
        "A picture or file that came by text could not be fetched or opened. A text asks the student to tell in words what it shows."
    ),
    "media_lost_untold": _l(
        "A picture or file that came by text could not be fetched or opened, and the student does not know it yet. Ask them to tell in words what it shows."
    ),
}

# What was done with an answer by text.
DONE: Mapping[str, LazyString] = {
    "reply_held": _l("Your answer waits. When it leaves is said below."),
    "reply_kept": _l("Your answer is kept here until the student writes back."),
    "asked_first": _l("The question is on its way. Your answer is kept here until the student writes back."),
    "asks_later": _l(
        "The question leaves in the morning. Your answer is kept here until the student writes back."
    ),
    "taken_back": _l("Taken back. It lies in its author's field again."),
    "discarded": _l("Thrown away. The student sees nothing of it."),
}
REFUSED: Mapping[str, LazyString] = {
    "quiet_phone": _l(
        "Nothing was sent. This phone has been silent for more than a day, and somebody else may hold it. Ask first, or say that it need not be asked. Your words are still here."
    ),
    "answer_waits": _l(
        "Nothing was sent: an answer waits here already. Send it or take it back first. Your words are still here."
    ),
    "held_gone": _l("This answer does not wait any more. The thread shows what became of it."),
}
ACTS: Mapping[str, LazyString] = {
    "reply_held": _l("left an answer to wait"),
    "reply_taken_back": _l("took back an answer that waited"),
    "reply_discarded": _l("threw away an answer that waited"),
}
# Why an answer lies with its author again.
WHY: Mapping[str, LazyString] = {
    "wrote": _l(
        "Something came from the student after this was written. Read it first; then send this, or change it."
    ),
    "taken": _l("It was taken back."),
    "restart": _l(
        "The service was restarted, and nobody opened this thread before the morning. Nothing was sent."
    ),
    "late": _l(
        "The service could not send it within half an hour of its time. Nothing was sent: things may have changed."
    ),
    "closed": _l("The thread was closed before it left. Nothing was sent."),
    "number": _l("The number was forgotten before it left. Nothing was sent."),
}
