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
