"""Words of a thread that goes on to somebody else."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

REFUSED: Mapping[str, LazyString] = {
    "summary_missing": _l("Say in a line or two where things stand: whoever gets this reads it first."),
}
DONE: Mapping[str, LazyString] = {
    "shared": _l("The second team can open this now. Your team stays responsible."),
    "share_ended": _l("The second team cannot open this any more. What they saw, they saw."),
}
ACTS: Mapping[str, LazyString] = {
    "shared": _l("added a second team"),
    "share_ended": _l("took a thread back from a second team"),
}
