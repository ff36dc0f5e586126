"""Words of a guardian's thread beside a student's, for staff."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

STAGE: Mapping[str, LazyString] = {
    "proposed": _l("Not asked yet"),
    "asked": _l("Waits for the student"),
    "refused": _l("The student said no"),
    "agreed": _l("The student said yes: a second person looks at it"),
    "confirmed": _l("Two yeses: give the link"),
    "linked": _l("The link is given, and not used yet"),
    "opened": _l("The guardian wrote"),
    "withdrawn": _l("Taken back by the student"),
    "ended": _l("Ended"),
}
REFUSED: Mapping[str, LazyString] = {
    "guardian_home": _l("Something here points to home. Nobody there is asked or told."),
    "guardian_unread": _l(
        "Something that the student wrote cannot be read here, so nobody knows what it points to. Nobody at home is asked or told."
    ),
    "guardian_no_page": _l(
        "Only a student who writes on the web page can be asked: the question needs a page of theirs, and nobody else says yes for them."
    ),
    "guardian_closed": _l("This thread is closed. Open it again first."),
    "guardian_rests": _l(
        "The student said no, or took a yes back. Leave it for 30 days; if they bring it up, talk about it here."
    ),
    "guardian_not_now": _l("The thread went on, or another step is next. Read this page again."),
    "guardian_second": _l("You proposed it. Somebody else looks at it and says the second yes."),
}
DONE: Mapping[str, LazyString] = {
    "guardian_proposed": _l(
        "The student reads your words at their next visit. They are asked at a later one, not before an hour has gone by."
    ),
    "guardian_confirmed": _l("The second yes stands. Now somebody gives the link."),
    "guardian_ended": _l("Ended. The student is told that it is over; a guardian is told nothing."),
}
NOTE: Mapping[str, LazyString] = {
    "guardian_confirmed": _l("The second yes to a guardian's own conversation."),
    "guardian_linked": _l("A link for a guardian was made."),
    "guardian_ended": _l("The guardian's conversation was ended:"),
}
ACT: Mapping[str, LazyString] = {
    "guardian_proposed": _l("proposed a guardian's own conversation"),
    "guardian_confirmed": _l("said the second yes to a guardian's conversation"),
    "guardian_linked": _l("made a link for a guardian"),
    "guardian_ended": _l("ended a guardian's conversation"),
}
SYSTEM: Mapping[str, LazyString] = {
    "guardian_ready": _l("The student was told: what you agreed to is ready, and can be taken back."),
    "guardian_over": _l("The student was told: we will not write with an adult at home about this."),
}
PRESSED: Mapping[str, LazyString] = {
    "guardian_shown": _l("The student's page showed the proposal about an adult at home."),
    "guardian_asked": _l("The student's page asked about the adult at home."),
}
