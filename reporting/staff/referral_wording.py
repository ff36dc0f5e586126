"""Words of a referral, for staff."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

FIELD: Mapping[str, LazyString] = {
    "first_name": _l("First name"),
    "age_band": _l("Age band"),
    "grade": _l("Grade"),
    "language": _l("Language"),
    "contact": _l("A way to reach them"),
    "about": _l("What it is about"),
}
STATE: Mapping[str, LazyString] = {
    "sent": _l("Sent, not opened yet"),
    "viewed": _l("Opened, not answered yet"),
    "accepted": _l("Accepted"),
    "waitlisted": _l("On the waiting list"),
    "declined": _l("Declined"),
    "scheduled": _l("An appointment is made"),
    "attended": _l("Attended, the partner says"),
    "no_show": _l("Did not come, the partner says"),
    "closed": _l("Closed by the partner"),
    "withdrawn": _l("Taken back by the student"),
    "taken_back": _l("Taken back here, for the student"),
    "expired": _l("Its time is over"),
}
CAPACITY: Mapping[str, LazyString] = {
    "unknown": _l("room unknown"),
    "open": _l("has room"),
    "waitlist": _l("waiting list"),
    "full": _l("full"),
}
AGE: Mapping[str, LazyString] = {
    "yes": _l("The student says to be old enough under the rule."),
    "no": _l("The student says to be younger than the rule asks."),
    "unsaid": _l("The student did not say how old they are."),
}
MET: Mapping[str, LazyString] = {
    "yes": _l("The student says: I was seen."),
    "not_yet": _l("The student says: not seen yet."),
    "no": _l("The student says: not seen, and it does not work out."),
}
REFUSED: Mapping[str, LazyString] = {
    "basis_missing": _l(
        "Say why it may be sent: the rule of your state does not let this student agree alone, as far as is known."
    ),
    "not_sendable": _l(
        "There is no open yes to send: the thread went on, it was taken back, or it was sent already."
    ),
    "no_address": _l(
        "Nobody told where links to this organisation go. A lead enters the contact on record in the directory."
    ),
    "not_the_student": _l(
        "An adult writes here. Nobody agrees to a referral for a student: tell the adult how the student can write, and whom to call."
    ),
    "only_in_pilots": _l(
        "Your district begins with referrals at some schools or for some needs, and this thread is not among them. Help as you would without them: a call, a visit, the directory."
    ),
    "by_text_no_phone": _l(
        "No text reaches this student: they asked for none, or had their number forgotten. You can propose it when they write again."
    ),
    "by_text_words": _l(
        "The partner's name or what it is for would tell whoever holds the phone what it is about. Say what for in neutral words, or ask in a browser."
    ),
    "by_text_night": _l(
        "Between nine in the evening and seven in the morning a phone is not asked anything, unless its owner wrote within the last half hour."
    ),
    "by_text_look": _l("Look at the texts first: they are shown below as they would go now."),
    "by_text_over": _l(
        "The yes by text is too old: the student could not take it back by text any more. Propose it anew."
    ),
    "by_text_asked": _l("They were asked already, and the question stands for a week. Nothing was sent."),
    "goes_on_by_web": _l(
        "This student goes on by web, in a thread of its own: propose and send it there. What was proposed here stands there too."
    ),
    "referral_closed": _l("This thread is closed. Open it again before you propose help."),
    "no_service": _l("Choose who is to help."),
    "back_reason": _l("Write why you take it back. Nothing was changed."),
    "back_not_asked": _l(
        "This student can take it back by themselves. Do it for them only if they asked for it, and tick that they did. Nothing was changed."
    ),
}
DONE: Mapping[str, LazyString] = {
    "referral_asked": _l(
        "The first text leaves now. Each other one follows an answer. Nothing is shared unless they say yes."
    ),
    "referral_asked_met": _l("The text leaves now. Their answer shows here and in the thread."),
    "referral_taken_back": _l(
        "Taken back. The partner can open nothing any more: no link and no list leads to it. What they read before, they know."
    ),
    "referral_proposed": _l(
        "The student sees your proposal when they come back. Nothing is shared unless they say yes."
    ),
}
ACTS: Mapping[str, LazyString] = {
    "referral_proposed": _l("proposed a referral"),
    "referral_sent": _l("sent a referral that the student agreed to"),
    "referral_linked": _l("made a new link for a partner"),
    "referral_exported": _l("saved a referral as a file"),
    "referral_taken_back": _l("took a referral back for a student"),
    "referral_asked_met": _l("asked by text whether a referral worked out"),
}
NOTE: Mapping[str, LazyString] = {
    "referral_taken_back": _l("The referral was taken back for the student:"),
}
SYSTEM: Mapping[str, LazyString] = {
    "referral_taken_back": _l(
        "The referral was taken back here. The partner can open nothing any more. A student with a page reads this too."
    ),
    "referral_agreed": _l("By text the student said yes. The page of the referral has what they agreed to."),
    "referral_refused": _l("By text the student said no to the referral."),
    "referral_withdrawn": _l(
        "By text the student took their yes back. The partner can open nothing any more."
    ),
    "referral_met": _l(
        "By text the student answered whether it worked out. The page of the referral has what they said."
    ),
    "referral_sent": _l("The referral was sent. The student sees how it stands, and can take it back."),
    "side_urgent": _l(
        "The student wrote something to the partner that the rules take for urgent. Nobody here can read it: call the partner."
    ),
}
