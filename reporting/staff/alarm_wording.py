"""Alarms of the house, why nobody can be relied on, and what a person must mend."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.staff import (
    interface_wording,
    partner_people_wording,
    passing_wording,
    vigil_wording,
)

# Why nobody can be relied on, in the middle of a sentence and without names.
HOLE: Mapping[str, LazyString] = {
    "nobody": _l("nobody is on call"),
    "no_phone": _l("whoever is on call has no verified phone"),
    "opted_out": _l("whoever is on call texted STOP"),
    "cannot_open": _l("whoever is on call cannot open the team's queues"),
    "not_lately": _l("whoever is on call has not signed in for 30 days"),
    "absent": _l("whoever is on call is away"),
    "language": _l("nobody on call answers in a language that the team has to cover"),
}

# The same of one person, after their name.
PERSON_WHY: Mapping[str, LazyString] = {
    "no_phone": _l("no verified phone"),
    "opted_out": _l("texted STOP"),
    "cannot_open": _l("cannot open the team's queues"),
    "not_lately": _l("not signed in for 30 days"),
    "absent": _l("away"),
}

# What closes a gap of each kind.
MEND: Mapping[str, LazyString] = {
    "nobody": _l("give the time to somebody, or declare it."),
    "no_phone": _l("they prove their phone on their account page."),
    "opted_out": _l("they text START to the number that pages them."),
    "cannot_open": _l("invite them into a queue of this team, or let somebody stand in who is in one."),
    "not_lately": _l("they sign in once: that opens their keys."),
    "absent": _l("let somebody stand in, or offer the shift."),
    "language": _l(
        "let somebody be called beside them who answers in it. Everybody says on their account page in what they do."
    ),
}

GAP_CAUSE: Mapping[str, LazyString] = {
    "closed": _l("The schools are closed"),
    "nobody_free": _l("Nobody is free"),
    "other_service": _l("Another service answers"),
    "other": _l("Another reason"),
}

ALARM: Mapping[str, LazyString] = {
    **passing_wording.ALARM,
    "calendar_old": _l(
        "The calendar of this rota could not be read for a day. What was read last still counts; look at its address."
    ),
    "calendar_names": _l(
        "The calendar of this rota has names that are nobody's here. Those hours are a gap: write them as on the people's page."
    ),
    "roster_differs": _l("The store's roster is not the one in the trust directory. Tell your IT person."),
    "queue_epoch_due": _l(
        "Somebody left and the queue's key has not been changed yet. A member must sign in."
    ),
    "sign_in_locked": _l("Many wrong passwords were tried for one account."),
    "keys_replaced": _l(
        "A member's stored keys are not those of the roster. Somebody may have changed the store."
    ),
    "queue_of_one": _l("Only one person can open this queue. Invite a second one."),
    "queue_of_none": _l(
        "Nobody can open this queue. Messages for it go to the crisis queue. Invite somebody."
    ),
    "reply_not_sent": _l(
        "A text was not handed to the carrier within 30 minutes. Its author must confirm or rewrite it."
    ),
    "late_answer": _l("A promised time has passed without an answer. The student was told that we are late."),
    "no_designee_queue": _l(
        "This is about a member of staff, and nobody can open the designee's queue: it lies here instead. Make somebody a "
        "designee, then hand it over."
    ),
    "no_crisis_queue": _l(
        "This is urgent, and nobody can open a crisis queue: only those of the everyday queue can read it. Invite people "
        "to the crisis queue."
    ),
    "no_district_queue": _l(
        "This belongs into the district's queue, which nobody can open: it lies here instead. Invite people to that "
        "queue, then hand it over."
    ),
    "thread_keys_changed": _l(
        "Somebody changed this thread's keys in the database. What the student wrote since then is in a new thread. "
        "Tell your IT person."
    ),
    "false_pages": _l(
        "More than two pages in seven days need not have been. Look at the figures and mend the rule that called."
    ),
    "sample_waits": _l("A tip of the weekly sample has waited for more than a week. Read it."),
    "unacknowledged": _l("Nobody has acknowledged an urgent page. Call somebody by hand."),
    "misconfigured": _l(
        "The text carrier refuses our account. Check its credentials; until then call people by hand."
    ),
    "mail_misconfigured": _l(
        "The mail server refuses our account. Check its settings; alarms by e-mail do not leave until then."
    ),
    "channel_down": _l(
        "Texts do not leave, or do not arrive. People are called at once instead; it is tried again each minute."
    ),
    "calls_channel_down": _l(
        "Calls do not leave. People are reached by the next channel at once; it is tried again each minute."
    ),
    "push_misconfigured": _l("Push services refuse the notifications of this house; texts and calls go on."),
    "push_channel_down": _l("Notifications of browsers do not leave; texts and calls go on."),
    "mail_channel_down": _l("E-mails do not leave. Look at the mail server; texts and calls go on."),
    "texts_blocked": _l(
        "Carriers block our texts: the number is not registered with them yet (A2P 10DLC, or toll-free verification). "
        "Finish the registration at Twilio. Calls still leave."
    ),
    "not_erased": _l(
        "Messages have lain in the carrier's log for more than a day and could not be deleted there. Let the API key "
        "delete messages, or delete them in Twilio's console."
    ),
    "staff_opted_out": _l("This person texted STOP to our number and gets no pages. Ask them to text START."),
    **vigil_wording.ALARM,
    **interface_wording.ALARM,
    **partner_people_wording.ALARM,
    "gap_now": _l("Nobody to rely on is on call now. Give the time to somebody, or declare it."),
    "gap_24h": _l("Within 24 hours nobody to rely on is on call. Give the time to somebody, or declare it."),
    "gap_7d": _l("Within seven days nobody to rely on is on call. Give the time to somebody, or declare it."),
    "gap_30d": _l("Within 30 days nobody to rely on is on call. Give the time to somebody, or declare it."),
    "nobody_reachable": _l("Nobody of this team can be reached. Call somebody by hand now."),
    "rules_not_verified": _l(
        "Somebody changed the rules in the store from outside. The last good ones go on. Tell your IT person."
    ),
    "rules_do_not_fit": _l(
        "The district's own rules do not fit the shipped ones any more, so only the shipped ones work. "
        "A lead must change them under Rules."
    ),
    "rules_rolled_back": _l("A lead rolled the rules back. A second person looks under Rules."),
    "contact_unopenable": _l("This person's number cannot be read with the service's key. Enter it again."),
}
