"""What students say by a button, in the words of the staff's pages."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.staff import guardian_wording

PRESSED: Mapping[str, LazyString] = {
    **guardian_wording.PRESSED,
    "hidden": _l("The student took their own words off their page. Somebody may look over their shoulder."),
    "phrased": _l("The student added a phrase of their own. The six words alone open nothing any more."),
    "texted": _l("The student gave a phone number: answers go there by text as well."),
    "untexted": _l("The student had the number forgotten: answers show on their page alone."),
    "nudged": _l("The student left a phone to be nudged when an answer waits."),
    "unnudged": _l("The student ended the nudge."),
    "deleted": _l("The student deleted this. Their six words open nothing any more."),
}

RATING: Mapping[str, LazyString] = {"helped": _l("Yes"), "some": _l("A little"), "not": _l("No")}

RATED: Mapping[str, LazyString] = {
    "helped": _l("The student says: you helped."),
    "some": _l("The student says: you helped a little."),
    "not": _l("The student says: you did not help."),
}
