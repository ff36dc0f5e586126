"""Words of trainings."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

DONE: Mapping[str, LazyString] = {
    "training_added": _l("Kept. Staff and partners see it from now on."),
    "training_dropped": _l("Taken out."),
}
REFUSED: Mapping[str, LazyString] = {
    "training_title": _l("Give it a name of up to 120 letters."),
    "training_when": _l("Say on which day to come, from when and until when."),
    "trainings_many": _l("There are too many already. Wait until some are over."),
}
ACTS: Mapping[str, LazyString] = {
    "added_training": _l("added a training"),
    "dropped_training": _l("took a training out"),
}
