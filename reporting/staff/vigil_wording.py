"""How the line watches itself, in words: causes with what to do, stages of a test, regular tasks."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

CAUSE: Mapping[str, LazyString] = {
    "unreadable": _l("The database cannot be read. Tell your IT person."),
    "worker_silent": _l(
        "The part of the service that sends messages has stopped. Your IT person starts the service again."
    ),
    "task_silent": _l("A part of what sends messages has stopped. Your IT person starts the service again."),
    "stuck": _l("A message to a phone has waited for more than two minutes. Look whether the carrier works."),
    "refused": _l("The text carrier refuses our account. Check its credentials."),
    "channels_down": _l("Neither texts nor calls leave. It is tried again each minute."),
    "no_line": _l("There is no number to call people from. Your IT person adds it."),
    "nobody": _l("A team has nobody on call who can be reached and can open what comes. See On call."),
    "test_failed": _l("The line's own test did not come through. It is tried again each minute."),
    "test_missing": _l("No test of the line has passed lately. One comes by itself."),
}

ALARM: Mapping[str, LazyString] = {
    **{f"vigil_{why}": text for why, text in CAUSE.items()},
    "vigil_late": _l(
        "A regular task of the service does not turn. People are still called. Tell your IT person."
    ),
    "vigil_unheard": _l(
        "The outside monitor has not been reached for a while. Look whether its address still counts."
    ),
}

STAGE: Mapping[str, LazyString] = {
    "rules": _l("Judged by the rules"),
    "routes": _l("Sent to whoever is on call"),
    "stored": _l("Sealed and stored"),
    "opened": _l("Opened again"),
    "rung": _l("The ladder rings"),
    "sent": _l("At the test phone"),
    "answered": _l("Its answer is taken"),
    "removed": _l("Removed without a trace"),
}

TASK: Mapping[str, LazyString] = {
    "send": _l("Sends messages"),
    "climb": _l("Calls the next person"),
    "tell": _l("Tells students who was reached"),
    "adopt": _l("Gives texts their place"),
    "roster": _l("Reads who holds which key"),
    "rules": _l("Looks for new rules"),
    "rules whole": _l("Reads all rules anew"),
    "pulse": _l("Writes down that it lives"),
    "self-test": _l("Tests the line"),
    "outside": _l("Tells the outside monitor"),
    "unsent": _l("Looks for texts that did not leave"),
    "texting": _l("Looks whether texting works"),
    "cry": _l("Cries out what nobody answers"),
    "calendars": _l("Reads calendars kept elsewhere"),
    "drills": _l("Measures drills"),
    "drill plans": _l("Begins drills that are planned"),
    "troubles": _l("Writes what must be mended"),
    "media": _l("Fetches pictures of texts"),
    "erase": _l("Deletes what lies at the carrier"),
    "sweep": _l("Looks through the carrier's log"),
    "circuits": _l("Forgets old failures of channels"),
    "morning": _l("Sends answers that waited for the morning"),
    "late": _l("Looks for late answers"),
    "fallbacks": _l("Looks for messages in other queues"),
    "queues": _l("Looks for queues with too few people"),
    "sessions": _l("Ends old sessions"),
    "glass": _l("Ends what two people opened in an emergency"),
    "covers": _l("Ends covers whose day has come"),
    "locks": _l("Locks sessions that nobody touches"),
    "measures": _l("Counts what became of messages"),
    "figures": _l("Decides the figures of a month"),
    "tallies": _l("Writes down counts"),
    "directory": _l("Asks organizations whether their entries still hold"),
    "packets": _l("Ends referrals whose time is over, and reminds partners"),
    "errands": _l("Mails partners new links, and notes who of them signed in"),
    "sides": _l("Calls a partner again who did not say “I have it”"),
    "hook news": _l("Sees what other systems are told"),
    "hook post": _l("Tells other systems that something changed"),
    "reviews": _l("Reminds of agreements that are due for review"),
    "deletions": _l("Destroys what students deleted"),
    "nudges": _l("Ends nudges whose thirty days are over"),
    "orphans": _l("Destroys keys of nothing"),
    "unfinished": _l("Drops pieces of files that never arrived whole"),
    "rotas": _l("Plans the next thirty days"),
    "gaps": _l("Looks for gaps on call"),
    "shifts": _l("Tells staff of their shifts"),
    "forget": _l("Forgets what is old"),
}
