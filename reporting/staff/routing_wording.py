"""Routes of a message and what was weighed of a text, in the words of their pages."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

# What was considered of a text beside the rules that fired.
WEIGHED: Mapping[str, LazyString] = {
    "boosted": _l("raised it"),
    "lowered": _l("lowered it"),
    "rejected": _l("was seen and did not count"),
    "excluded": _l("kept the rule from firing"),
    "floor": _l("No lower than this"),
}

# Why a modifier was seen and did not count; triage's own words in the words of the page.
NOT_COUNTED: Mapping[str, LazyString] = {
    "the rule cannot be lowered": _l("this rule is never lowered"),
    "counted already": _l("it was counted already"),
    "part of a phrase that modifies nothing": _l("here it is part of a phrase that changes nothing"),
    "part of the match itself": _l("it is part of the words that fired"),
    "on the wrong side": _l("it stands on the wrong side"),
    "out of scope": _l("it stands too far away"),
    "in another clause": _l("it stands in another part of the sentence"),
    "stopped by a word between": _l("a word between them stops it"),
    "these words have another meaning here": _l("here the words mean something else"),
    "earlier text unavailable": _l("an earlier text could not be read"),
    "written in an alphabet that no rule reads": _l("it is written in an alphabet that no rule reads"),
}

# Lines of the shipped routes, which are written in English; a district's own are shown as they are.
ROUTE: Mapping[str, LazyString] = {
    "urgent pages the person on call, and the crisis queue can open it": _l(
        "urgent pages the person on call, and the crisis queue can open it"
    ),
    "about a member of staff": _l("about a member of staff"),
    "no school, or one without its own queue": _l("no school, or one without its own queue"),
    "everything else": _l("everything else"),
}

DESTINATION: Mapping[str, LazyString] = {
    "crisis": _l("Crisis queue"),
    "counselor": _l("Everyday queue"),
    "district": _l("District's queue"),
    "designee": _l("Designee's queue"),
}

HOURS: Mapping[str, LazyString] = {
    "in": _l("School is on."),
    "out": _l("School is not on."),
    "unknown": _l("Whether school is on is not known: the school, or its hours, were not told."),
}

# What the check of the routes finds; each says what to do.
ROUTE_FINDING: Mapping[str, LazyString] = {
    "no_root": _l(
        "some messages match no route. Make the last route one without conditions, so that each goes somewhere."
    ),
    "unreachable": _l(
        "no message can ever reach this route, because those above it take them all. Move it up, or remove it."
    ),
    "unreachable_here": _l(
        "nothing in this district reaches this route yet: it asks for school hours, texts or a queue that are not there."
    ),
    "wakes_nobody": _l(
        "an urgent message that ends here wakes nobody. Send urgent ones to the person on call."
    ),
    "no_queue_behind": _l(
        "messages are sent there, and nobody can open a queue of that kind. Invite people to one under People."
    ),
    "school_without_crisis_queue": _l(
        "nobody can open a crisis queue for this school. Invite people to its crisis queue, or to the district's."
    ),
    "school_uses_district_crisis": _l(
        "its urgent messages go to the district's crisis queue; it has none of its own."
    ),
    "school_uses_district_queue": _l(
        "its everyday messages go to the district's queue; it has none of its own."
    ),
    "school_without_on_call": _l(
        "its crisis queue has no team, so urgent messages wake somebody of another team. Give the queue a team of its own."
    ),
    "nobody_on_call_now": _l(
        "nobody who has a phone and can open a message is on call now. Change the rota, or add a verified phone."
    ),
    "gap_ahead": _l("there are hours in the next seven days without anybody to rely on. See On call."),
}
