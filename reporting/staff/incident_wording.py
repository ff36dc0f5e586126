"""Words of the pages on which several threads are one incident."""

from collections.abc import Mapping

from flask_babel import gettext, ngettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.cases.incident_view import Reports

WHY: Mapping[str, LazyString] = {
    "person": _l("may name the same person"),
    "words": _l("much the same words"),
}
SIGN: Mapping[str, LazyString] = {
    "one_hour": _l("Here all of them came within one hour."),
    "same_words": _l("Here some of them share most of their words."),
}
OUTCOME: Mapping[str, LazyString] = {
    "sent": _l("Sent"),
    "answered_meanwhile": _l("Not sent: a colleague answered meanwhile. Look at the thread first."),
    "closed": _l("Not sent: it is closed."),
    "deleted": _l("Not sent: its student deleted it, so an answer reaches nobody."),
    "not_stored": _l("Not sent: it could not be stored. Try again."),
}
# What goes with a count of reports about one person; in this order.
ADVICE: tuple[LazyString, ...] = (
    _l(
        "Before anyone is searched, removed or confronted, find a second source that does not come from these messages: somebody who saw it, a place you can look at, a record."
    ),
    _l(
        "Ask in each thread for what only somebody who was there can know. Repeat nothing from another thread."
    ),
    _l(
        "What speaks for one author: all within one hour, much the same words, no detail that only an onlooker knows. It may be true all the same, and the person may be the one who needs help."
    ),
    _l("What is urgent stays urgent. A count makes nothing wait, and neither does a doubt."),
)
SCRIPT: LazyString = _l(
    "“I call from {school}. We received a message at {time}. It is anonymous and not yet confirmed. It says: … What we have confirmed ourselves: … What we have not: … Nobody has been confronted.”"
)
SCRIPT_CONFIRMED: LazyString = _l(
    "“I call from {school}. We received a message at {time}. It is anonymous. We have confirmed: … by: … What we have not confirmed: … Nobody has been confronted.”"
)
REFUSED: Mapping[str, LazyString] = {
    "kept_apart": _l(
        "These cannot be one incident: somebody may open one of them of whom another is kept. Leave that one for itself."
    ),
    "too_many_together": _l("At most 30 threads are one incident."),
    "together_none": _l("Choose at least one other thread, and give the incident a name."),
}
DONE: Mapping[str, LazyString] = {
    "merged": _l("They are one incident now. Each stays a thread of its own."),
    "taken_out": _l("This thread is for itself again."),
    "corroborated": _l("Kept in the thread, with your name and the time."),
}
TEENS = range(11, 14)


def reports_title(reports: Reports, lang: str) -> str:
    """The notice's first line: which report about the person this is, and whether any was found true."""
    if reports.corroborated:
        return str(
            ngettext(
                "%(count)s reports about this person, %(num)s corroborated",
                "%(count)s reports about this person, %(num)s corroborated",
                reports.corroborated,
                count=reports.count,
            )
        )
    nth = ordinal(reports.number, lang)
    if reports.number == reports.count:
        return str(gettext("%(nth)s uncorroborated report about this person", nth=nth))
    return str(
        gettext(
            "%(count)s uncorroborated reports about this person; this is the %(nth)s",
            count=reports.count,
            nth=nth,
        )
    )


def ordinal(number: int, lang: str) -> str:
    if lang == "es":
        return f"{number}.º"
    ending = "th" if number % 100 in TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
