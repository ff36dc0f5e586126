"""What files are called on the staff site."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

KIND: Mapping[str, LazyString] = {
    "photo": _l("Photo"),
    "video": _l("Video"),
    "pdf": _l("PDF"),
}
