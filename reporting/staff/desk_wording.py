"""Words of the desk: what is refused there, and what was done."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

REFUSED: Mapping[str, LazyString] = {
    "answered_meanwhile": _l(
        "A colleague answered while you were writing. Their answer stands below, and your words are still here. Send them again if they are still right."
    ),
}
DONE: Mapping[str, LazyString] = {
    "noted_for_me": _l("Kept. Only you can open this note."),
}
