"""Words of the search."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

STATES: Mapping[str, LazyString] = {
    "all": _l("Open and closed"),
    "open": _l("Open"),
    "closed": _l("Closed"),
}
WHERE: Mapping[str, LazyString] = {
    "reporter": _l("the student wrote"),
    "staff": _l("an answer of ours"),
    "note": _l("in a note"),
    "summary": _l("in the summary"),
}
REFUSED: Mapping[str, LazyString] = {
    "empty_text": _l("Write what to look for: at least one letter or digit."),
    "too_long": _l("At most 200 letters. Two or three words find more than a whole sentence."),
}
