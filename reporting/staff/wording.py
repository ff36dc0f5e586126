"""Codes of the house in the words of the page. Texts are English message ids; the catalogs hold the Spanish."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

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
    "no_answer": _l("No answer from the student"),
    "misuse": _l("Misuse of the line"),
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

DONE: Mapping[str, LazyString] = {
    "replied": _l("Your answer is in the thread."),
    "noted": _l("Your note is kept. Students never see notes."),
    "assigned": _l("Assigned."),
    "handed_over": _l("Handed over. The other queue can open it now."),
    "closed": _l("Closed, with your words to the student."),
    "reopened": _l("Open again."),
    "acknowledged": _l("You have it. Nobody else is called."),
    "handed_back": _l("Handed back. The next person is called now."),
    "lifted": _l("The exclusion is lifted."),
    "sent_anyway": _l("The text is on its way."),
    "admitted": _l("Let in. A holder of each queue's key confirms next."),
    "confirmed": _l("Confirmed. They can open the queue now."),
    "left": _l("Taken out of the queue. Open threads get new keys when the next member signs in."),
    "keys_made": _l("The queues have their keys now."),
    "line_open": _l("The line is open: messages are taken."),
    "registrar_made": _l("They are a registrar now."),
    "removed": _l("Removed. Their keys open nothing new."),
    "totp_on": _l("Codes are on. You need one at each sign-in."),
    "totp_off": _l("Codes are off."),
    "password": _l("Your password is changed. Other sessions have ended."),
}

# What the house refuses, from reporting.cases and reporting.people.
REFUSED: Mapping[str, LazyString] = {
    "refused": _l("That was not possible."),
    "nothing_stored": _l(
        "Nothing was stored: the store does not answer. Your words are still here. Try again."
    ),
    "not_allowed": _l("You may not do this here."),
    "empty_text": _l("Write something first."),
    "too_long": _l("This is too long for one message. Send it in two."),
    "no_such_thread": _l("There is no such thread for you."),
    "changed": _l("Something was added while you wrote. Read it below, then send."),
    "wrong": _l("This address and password do not fit together."),
    "locked": _l("Too many wrong tries. Wait a few minutes, then try again."),
    "too_many": _l("Too many sign-ins from here. Wait a minute, then try again."),
    "code_wrong": _l("This code does not fit. Take the one that your app shows now."),
    "code_used": _l("This code was used already. Wait for the next one."),
    "not_active": _l("This account is not active. Ask an administrator."),
    "not_admitted": _l("You have joined, but a registrar has not let you in yet. Ask one of them."),
    "keys_changed": _l(
        "The keys of this account do not match the roster. Ask an administrator before you go on."
    ),
    "again": _l("Please sign in again."),
    "needed": _l("Enter your password to go on."),
    "idle": _l("You were signed out after 15 quiet minutes."),
    "too_old": _l("You were signed out after 10 hours."),
    "gone": _l("This session has ended."),
    "form": _l("This page stood too long. What you typed is still here; please send it again."),
    "elsewhere": _l("This came from another site, so nothing was done. Open the page here and try again."),
    "host": _l("This site does not answer under that name."),
    "signed_out": _l("You were signed out before this was sent. Nothing was stored."),
    "email": _l("Write the e-mail address like name@example.org."),
    "name": _l("Write a name of at most 100 letters."),
    "lang": _l("Choose English or Spanish."),
    "unknown_queue": _l("Choose queues of this district."),
    "email_taken": _l("Somebody with this address is already here."),
    "unknown": _l("That is no longer there."),
    "expired": _l("This link has expired. Ask for a new one."),
    "used": _l("This link was used already. Ask for a new one."),
    "link": _l("This link does not work any more. Restart the service for a new one."),
    "not_here": _l("Open this link on the machine that runs the service, or through an SSH tunnel."),
    "done": _l("This was done already."),
    "not_registrar": _l("Only a registrar can do this."),
    "other_seal": _l("This joining was sealed to other registrars. Invite the person again."),
    "not_open": _l("This queue is not open yet."),
    "not_founded": _l("There is no district yet."),
    "opened": _l("The line is open already."),
    "root_holder": _l("This person holds the root key. Hand it on first."),
    "roster_rule": _l("The roster's rules do not allow this."),
    "not_open_yet": _l("The line is not open yet."),
    "not_root": _l("Only the first administrator can do this for now."),
    "not_born": _l("The queues have no keys yet."),
    "already_born": _l("The queues have their keys already."),
    "roster_busy": _l("Somebody else is changing the roster. Try again in a moment."),
    "roster_moved": _l("The roster changed meanwhile. Look again, then repeat it."),
    "roster_differs": _l("The store's roster is not the one in the trust directory. Tell your IT person."),
    "phone": _l("Write the number like +1 312 555 0101."),
    "not_member": _l("Only a holder of this queue's key can confirm it."),
    "own": _l("You cannot do this for yourself. A second person must."),
    "mac": _l("This joining cannot be verified. Do not admit it; invite the person again."),
    "step_up": _l("Enter your password again, then repeat it."),
    "last_registrar": _l("One registrar must stay. Make another one first."),
    "too_few_people": _l("At least two people must be able to open each queue."),
    "too_few_registrars": _l("Two registrars are needed."),
    "zone": _l("Choose a time zone from the list."),
    "password_short": _l("Use at least 12 characters; four unrelated words are good."),
    "password_long": _l("This password is too long. Use at most 1,024 bytes."),
    "password_plain": _l("Use at least five different characters."),
    "password_own": _l("Do not use your own name or address."),
    "password_differs": _l("The two passwords differ."),
    "disposition": _l("Choose why the thread is closed."),
    "no_such_page": _l("There is no such page."),
    "method": _l("This page cannot be opened like that."),
    "too_large": _l("This is too large."),
    "broken": _l("Something broke on our side. It is logged without your words. Go back and try again."),
}

# What the set-up page says of one field.
SET_UP: Mapping[str, LazyString] = {
    "school": _l("Choose a school of the list."),
    "team": _l("Choose a team of the list."),
    "person": _l("Choose a person of the list."),
    "no_phone": _l("A person on call needs a phone number. Give it under People."),
    "no_school": _l("Name at least one school."),
    "email_twice": _l("Each person needs an e-mail address of their own."),
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

# What the audit chain records; a code without a text is shown readable.
AUDIT: Mapping[str, LazyString] = {
    "signed_in": _l("signed in"),
    "stepped_up": _l("entered the password again"),
    "invited": _l("invited"),
    "withdrew_invitation": _l("withdrew an invitation"),
    "joined": _l("joined"),
    "admitted": _l("let in"),
    "confirmed": _l("confirmed for a queue"),
    "two_step_on": _l("turned codes on"),
    "two_step_off": _l("turned codes off"),
    "changed_password": _l("changed the password"),
    "founded": _l("founded the district"),
    "changed_rota": _l("changed the on-call list"),
    "declared_phone": _l("vouched for a phone number"),
    "changed_phone": _l("changed a phone number"),
    "changed_hotline": _l("changed the hotline"),
    "shared_root": _l("handed on the root key"),
    "read": _l("read a thread"),
    "queues_born": _l("made the queues' keys"),
    "opened": _l("opened the line"),
    "proposed": _l("proposed for a queue"),
    "left_queue": _l("took out of a queue"),
    "removed": _l("removed"),
    "new_epoch": _l("changed a queue's key"),
    "registrar": _l("made a registrar"),
    "unregistrar": _l("took back a registrar's rights"),
    "replied": _l("answered"),
    "noted": _l("kept a note"),
    "assigned": _l("assigned"),
    "handed_over": _l("handed over"),
    "closed": _l("closed"),
    "reopened": _l("opened again"),
    "acknowledged": _l("acknowledged a page"),
    "handed_back": _l("handed a page back"),
    "exclusion_lifted": _l("lifted an exclusion"),
}

# Lines that the service itself writes into a thread, and two notes that acts leave behind.
SYSTEM: Mapping[str, LazyString] = {
    "seen": _l("The student was told: a counselor has read this."),
    "unreached": _l("The student was told: we have not reached a person yet; call 911 or 988 now."),
    "reached": _l("The student was told: a person has it now."),
    "late": _l("The student was told: we are late. That is our fault."),
    "closed": _l("The thread was closed."),
    "reopened": _l("The thread was opened again."),
    "exclusion_lifted": _l("An exclusion was lifted."),
}

ALARM: Mapping[str, LazyString] = {
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
    "thread_keys_changed": _l(
        "Somebody changed this thread's keys in the database. What the student wrote since then is in a new thread. "
        "Tell your IT person."
    ),
    "unacknowledged": _l("Nobody has acknowledged an urgent page. Call somebody by hand."),
    "misconfigured": _l(
        "The text carrier refuses our account. Check its credentials; until then call people by hand."
    ),
    "mail_misconfigured": _l(
        "The mail server refuses our account. Check its settings; alarms by e-mail do not leave until then."
    ),
    "staff_opted_out": _l("This person texted STOP to our number and gets no pages. Ask them to text START."),
    "nobody_reachable": _l("Nobody of this team can be reached. Call somebody by hand now."),
    "contact_unopenable": _l("This person's number cannot be read with the service's key. Enter it again."),
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


def say(book: Mapping[str, LazyString], code: str) -> str:
    """The text of a code; a code without one is shown readable rather than hidden."""
    text = book.get(code)
    return str(text) if text is not None else code.replace("_", " ").capitalize()


def refused(code: str) -> str:
    return str(REFUSED[code]) if code in REFUSED else gettext("That was not possible.") + f" ({code})"
