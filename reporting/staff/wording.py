"""Codes of the house in the words of the page. Texts are English message ids; the catalogs hold the Spanish."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.staff import (
    alarm_wording,
    audit_wording,
    desk_wording,
    done_wording,
    guardian_wording,
    passing_wording,
    referral_wording,
    refused_wording,
    routing_wording,
)

HOW = desk_wording.HOW
REFUSED = refused_wording.REFUSED
DONE = done_wording.DONE
AUDIT = audit_wording.AUDIT
HOLE = alarm_wording.HOLE
PERSON_WHY = alarm_wording.PERSON_WHY
MEND = alarm_wording.MEND
GAP_CAUSE = alarm_wording.GAP_CAUSE
ALARM = alarm_wording.ALARM
WEIGHED = routing_wording.WEIGHED
NOT_COUNTED = routing_wording.NOT_COUNTED
ROUTE = routing_wording.ROUTE
DESTINATION = routing_wording.DESTINATION
HOURS = routing_wording.HOURS
ROUTE_FINDING = routing_wording.ROUTE_FINDING

SEVERITY: Mapping[str, LazyString] = {"urgent": _l("Urgent"), "soon": _l("Soon"), "routine": _l("Routine")}

STATE: Mapping[str, LazyString] = {"new": _l("Not read yet"), "open": _l("Open"), "closed": _l("Closed")}

CHANNEL: Mapping[str, LazyString] = {"web": _l("Web"), "sms": _l("Text")}

AUTHOR: Mapping[str, LazyString] = {
    "reporter": _l("Student"),
    "staff": _l("Staff"),
    "system": _l("Quietline"),
    "note": _l("Note"),
}

DISPOSITION: Mapping[str, LazyString] = {
    "help_given": _l("Help was given here"),
    "referred": _l("Referred to a partner"),
    "safety_plan": _l("A safety plan was made"),
    "school_acted": _l("The school acted"),
    "no_concern": _l("Looked into, no concern found"),
    "no_action": _l("Nothing to be done"),
    "no_answer": _l("No answer from the student"),
    "prank_played": _l("A joke: nobody meant harm"),
    "misuse": _l("Misuse: meant to harm somebody"),
    "false": _l("Not so: believed, and it was not true"),
}

# What whoever is woken must know how to begin with.
DANGER: Mapping[str, LazyString] = {
    "life": _l("Danger to one's own life"),
    "attack": _l("Danger to others"),
    "hurt": _l("Somebody is being hurt"),
    "images": _l("Pressed with pictures"),
    "overdose": _l("Drugs or an overdose"),
    "away": _l("Ran away, or is kept"),
    "staff": _l("It names somebody who works in a school"),
    "harassed": _l("Bullied or hated"),
    "other": _l("Anything else"),
}

# What a person says of the urgency; shown in the middle of a sentence as well.
SAID: Mapping[str, LazyString] = {
    "right": _l("Right as it was"),
    "should_page": _l("Should have paged"),
    "same_day": _l("Should have been seen the same day, without a page"),
    "need_not_page": _l("Need not have paged"),
}

QUEUE_KIND: Mapping[str, LazyString] = {
    "counselor": _l("Everyday"),
    "crisis": _l("Crisis"),
    "district": _l("District"),
    "designee": _l("Designee: what names a member of staff"),
}

DELIVERY: Mapping[str, LazyString] = {
    "waiting": _l("Waiting to be sent"),
    "sent": _l("Sent"),
    "delivered": _l("Delivered"),
    "failed": _l("Not delivered: the carrier refused it"),
    "not_sent": _l("Not sent"),
    "taken_back": _l("Taken back: it is not sent any more"),
}

# What the set-up page says of one field.
SET_UP: Mapping[str, LazyString] = {
    "school": _l("Choose a school of the list."),
    "team": _l("Choose a team of the list."),
    "person": _l("Choose a person of the list."),
    "no_phone": _l("A person on call needs a phone number. Give it under People."),
    "no_school": _l("Name at least one school."),
    "email_twice": _l("Each person needs an e-mail address of their own."),
    "nudge_number": _l("A nudge comes from a number of its own: give another one, or leave it empty."),
    "same_time": _l("Two turns of one team begin at the same time."),
    "needed_here": _l("This is needed."),
    "too_much": _l("This is too long or too many."),
    "empty_list": _l("Write at least one, one a line."),
    "phone": _l("Write the number with its area code, like +1 555 010 0100."),
    "twilio_account": _l(
        "An Account SID begins with AC and has 34 characters. Copy it from the console's first page."
    ),
    "twilio_key": _l("An API key SID begins with SK and has 34 characters. Make one under API keys."),
    "clock": _l("Write a time like 16:00."),
    "clock_changes": _l("Choose a time before 01:00 or from 03:00 on: this hour may happen twice or never."),
    "unfinished": _l("Finish this step first."),
    "understood": _l("Tick that you understand."),
    "test_sent": _l("The test text left. Look at the phone before you go on."),
    "carrier_refused": _l("Twilio refused these credentials. Check the Account SID, the key and its secret."),
    "carrier_number": _l("Twilio does not own this number in your account, or cannot text from it."),
    "carrier_silent": _l("Twilio does not answer. Check this machine's way to the internet, then try again."),
}

DAY: Mapping[str, LazyString] = {
    "mon": _l("Monday"),
    "tue": _l("Tuesday"),
    "wed": _l("Wednesday"),
    "thu": _l("Thursday"),
    "fri": _l("Friday"),
    "sat": _l("Saturday"),
    "sun": _l("Sunday"),
}

# In which order people are called.
POSITION: Mapping[str, LazyString] = {
    "0": _l("called first"),
    "1": _l("called second"),
    "2": _l("called third"),
    "3": _l("called fourth"),
}

# In which hours of the week a layer of a rota holds.
ROTA_HOURS: Mapping[str, LazyString] = {
    "always": _l("Always"),
    "open": _l("During school hours"),
    "closed": _l("Outside school hours"),
    "days_off": _l("On days off, from midnight to midnight"),
}

# Lines that the service itself writes into a thread, and two notes that acts leave behind.
SYSTEM: Mapping[str, LazyString] = {
    **passing_wording.SYSTEM,
    **referral_wording.SYSTEM,
    **guardian_wording.SYSTEM,
    "seen": _l("The student was told: a counselor has read this."),
    "unreached": _l("The student was told: we have not reached a person yet; call 911 or 988 now."),
    "reached": _l("The student was told: a person has it now."),
    "late": _l("The student was told: we are late. That is our fault."),
    "closed": _l("The thread was closed."),
    "reopened": _l("The thread was opened again."),
    "forgotten": _l(
        "The student asked us to forget the number. It is destroyed: no answer can go out by text."
    ),
    "exclusion_lifted": _l("An exclusion was lifted."),
}

LANGUAGE: Mapping[str, LazyString] = {"en": _l("English"), "es": _l("Spanish")}

SOURCE: Mapping[str, LazyString] = {
    "turns": _l("Who is on call, and when"),
    "days_off": _l("Days off, beside public holidays"),
}

# Categories of the shipped rule book; an unknown one is shown as it is named there.
CATEGORY: Mapping[str, LazyString] = {
    "abuse_neglect": _l("Abuse or neglect"),
    "attack_weapons": _l("Attack or weapons"),
    "basic_needs": _l("Basic needs"),
    "bullying": _l("Bullying"),
    "cheating": _l("Cheating"),
    "dating_violence": _l("Dating violence"),
    "depression_anxiety": _l("Depression or anxiety"),
    "discrimination": _l("Discrimination"),
    "eating_disorder": _l("Eating"),
    "family_stress": _l("Trouble at home"),
    "fight": _l("Fight"),
    "grief": _l("Grief"),
    "hate_harassment": _l("Hate or harassment"),
    "overdose": _l("Overdose"),
    "pregnancy": _l("Pregnancy"),
    "question": _l("A question"),
    "runaway_trafficking": _l("Running away or trafficking"),
    "sextortion": _l("Sextortion"),
    "sexual_assault": _l("Sexual assault"),
    "spam": _l("Perhaps spam"),
    "staff_misconduct": _l("About staff"),
    "stalking": _l("Stalking"),
    "substance_use": _l("Drugs or alcohol"),
    "suicide_selfharm": _l("Suicide or self-harm"),
    "thanks": _l("Thanks"),
    "theft_vandalism": _l("Theft or damage"),
    "threat": _l("Threat"),
    "unsorted": _l("Not sorted"),
}

# How soon a person must see what a rule of one's own finds.
URGENCY: Mapping[str, LazyString] = {
    "urgent": _l("Urgent: pages the person on call, at any hour"),
    "soon": _l("Soon: on top of the queue, the same day"),
    "routine": _l("Routine: waits its turn"),
}

RULES_STATE: Mapping[str, LazyString] = {
    "draft": _l("Draft"),
    "shadow": _l("Being tried"),
    "in_force": _l("In force"),
    "retired": _l("Not used any more"),
}

DRILL_KIND: Mapping[str, LazyString] = {"announced": _l("announced"), "unannounced": _l("unannounced")}

DRILL_STATE: Mapping[str, LazyString] = {
    "running": _l("Ringing now"),
    "practising": _l("Taken, reply to come"),
    "done": _l("Done"),
    "unanswered": _l("Nobody answered"),
    "called_off": _l("Called off"),
}

# How somebody said that they have it.
TAKEN_BY: Mapping[str, LazyString] = {
    "code": _l("by text"),
    "bare": _l("by text"),
    "digit": _l("in the call"),
    "link": _l("by e-mail"),
    "inbox": _l("on the page"),
}

# How a step of a ladder reaches people.
STEP: Mapping[str, LazyString] = {
    "push": _l("Browser"),
    "sms": _l("Text"),
    "voice": _l("Call"),
    "email": _l("E-mail"),
}


def say(book: Mapping[str, LazyString], code: str) -> str:
    """The text of a code; a code without one is shown readable rather than hidden."""
    text = book.get(code)
    return str(text) if text is not None else code.replace("_", " ").capitalize()


def refused(code: str) -> str:
    return str(REFUSED[code]) if code in REFUSED else gettext("That was not possible.") + f" ({code})"
