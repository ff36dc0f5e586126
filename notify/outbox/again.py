"""Whether a machine sends a message again that was taken and then lost. Pure.

The carrier said that it did not arrive, so not even a reply goes twice by this. The ladder does not wait for it:
it has gone on to its next step, and whichever comes first wakes the person.
"""

from notify.outbox.states import Class
from notify.statuses import Course, course

ONCE_MORE_S = 30
MOST_TRIES = 5
MOST_WAIT_S = 300


def again_after(class_: Class, code: int, tries: int) -> int | None:
    """After how many seconds; None: never, the next channel or a person has it. `tries` counts those made."""
    asked = course(code)
    if asked is Course.ONCE_MORE or (asked is Course.LATER and class_ is Class.PAGE):
        # A page comes again by the next round of its ladder, with the time and the count of then.
        return ONCE_MORE_S if tries < 2 else None  # noqa: PLR2004 -- once more
    if asked is Course.LATER and tries < MOST_TRIES:
        return min(MOST_WAIT_S, ONCE_MORE_S << (tries - 1))
    return None
