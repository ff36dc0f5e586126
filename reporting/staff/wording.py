"""Codes of the house in the words of the page. Texts are English message ids; the catalogs hold the Spanish."""

from collections.abc import Mapping

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.staff import (
    campaign_wording,
    desk_wording,
    family_wording,
    guardian_wording,
    help_wording,
    hour_wording,
    incident_wording,
    insights_wording,
    interface_wording,
    outcome_wording,
    partner_people_wording,
    passing_wording,
    phone_wording,
    pilot_wording,
    referral_wording,
    training_wording,
    vigil_wording,
)

HOW = desk_wording.HOW

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

DONE: Mapping[str, LazyString] = {
    **campaign_wording.DONE,
    **pilot_wording.DONE,
    **outcome_wording.DONE,
    **desk_wording.DONE,
    **family_wording.DONE,
    **phone_wording.DONE,
    **passing_wording.DONE,
    **referral_wording.DONE,
    "account_checked": _l("The account was looked at."),
    "help_texted": _l("HELP was texted. Look again in half a minute."),
    "help_confirmed": _l("Noted, and the account was looked at again."),
    "replied": _l("Your answer is in the thread."),
    "noted": _l("Your note is kept. Students never see notes."),
    "assigned": _l("Assigned."),
    "let_go": _l("Nobody holds it now."),
    "handed_over": _l("Handed over. The other queue can open it now."),
    "closed": _l("Closed, with your words to the student."),
    "reopened": _l("Open again."),
    "acknowledged": _l("You have it. Nobody else is called."),
    "handed_back": _l("Handed back. The next person is called now."),
    "lifted": _l("The exclusion is lifted."),
    "sent_anyway": _l("The text is on its way."),
    "held": _l("On hold: it is not destroyed until somebody ends the hold."),
    "released": _l("The hold is over."),
    "linked": _l("Noted for staff. The student never sees it."),
    "overridden": _l("Kept in the thread. The leads of the rules see the count."),
    "judged": _l("Kept. Thank you."),
    "put_away": _l("Put away."),
    "admitted": _l("Let in. A holder of each queue's key confirms next."),
    "confirmed": _l("Confirmed. They can open the queue now."),
    "left": _l("Taken out of the queue. Open threads get new keys when the next member signs in."),
    "keys_made": _l("The queues have their keys now."),
    "line_open": _l("The line is open: messages are taken."),
    "registrar_made": _l("They are a registrar now."),
    "removed": _l("Removed. Their keys open nothing new."),
    "ladder_kept": _l("Kept. It counts from the next page on; pages that are open go on as they began."),
    "school_told": _l("Kept. It counts from the next message on."),
    "phone_kept": _l("The number is kept. Prove now that it reaches you: before that it does not ring."),
    "phone_texted": _l("A code is on its way by text. It counts for ten minutes."),
    "phone_called": _l("Your phone rings in a moment and says a code. It counts for ten minutes."),
    "phone_proved": _l("Your phone is verified. Pages reach it from now on."),
    "push_allowed": _l("This browser is woken from now on. Send a test, and lock the screen."),
    "push_dropped": _l("Taken out. No page goes there any more."),
    "push_tested": _l("On its way: it should appear within seconds."),
    "phone_gone": _l("You have no number any more, and count as a gap."),
    "phone_declared": _l("The number is kept, and rings from now on."),
    "totp_on": _l("Codes are on. You need one at each sign-in."),
    "totp_off": _l("Codes are off."),
    "passkey_added": _l("This device opens your keys from now on."),
    "passkey_removed": _l("Removed: this device opens nothing here any more."),
    "rules_drafted": _l(
        "Kept in the draft. It changes nothing until it is tried and a second person says yes."
    ),
    "rules_dropped": _l("Taken out of the draft."),
    "rules_tried": _l("These rules are being tried. They page nobody until a second person says yes."),
    "rules_stopped": _l("Nothing is being tried any more."),
    "rules_approved": _l("In force from the next message on."),
    "rules_rolled_back": _l(
        "The version before is in force from the next message on. A second person must look."
    ),
    "rules_looked": _l("Noted: you have seen that the rules were rolled back."),
    "rules_shown": _l("Your inbox marks what the rules being tried would change."),
    "rules_hidden": _l("Your inbox no longer marks what the rules being tried would change."),
    "rota_saved": _l("Kept. Whoever's shifts changed is told."),
    "absence_kept": _l("Kept. Shifts in this time are a gap until somebody takes them."),
    "absence_ended": _l("Taken back."),
    "languages": _l("Kept. Rotas count with it from now on."),
    "rota_removed": _l("Taken out. Whoever's shifts changed is told."),
    "shift_offered": _l("Offered. It stays yours until somebody takes it."),
    "shift_taken": _l("It is yours now. The other one is told."),
    "shift_withdrawn": _l("No longer offered. It stays yours."),
    "guidance_kept": _l("Kept. Whoever is woken next finds it."),
    "guidance_shipped": _l("The shipped words count again."),
    "gap_declared": _l("Kept. No alarm is raised for this time."),
    "gap_undeclared": _l("Taken back. If nobody is on call then, it is a gap again."),
    "test_asked": _l("The line tests itself now. Look again in a few seconds."),
    "drill_announced": _l("Planned. Those on call are told."),
    "drill_habit_kept": _l("Kept. When the next one comes, nobody knows."),
    "drill_called_off": _l("Called off. Whoever was told or rung hears that it is off."),
    "calendar_ended": _l("The address is dead. Calendars that used it get nothing more."),
    "password": _l("Your password is changed. Other sessions have ended."),
}

# What the house refuses, from reporting.cases and reporting.people.
REFUSED: Mapping[str, LazyString] = {
    **campaign_wording.REFUSED,
    **pilot_wording.REFUSED,
    **desk_wording.REFUSED,
    **help_wording.REFUSED,
    **training_wording.REFUSED,
    **hour_wording.REFUSED,
    **interface_wording.REFUSED,
    **insights_wording.REFUSED,
    **incident_wording.REFUSED,
    **phone_wording.REFUSED,
    **passing_wording.REFUSED,
    **referral_wording.REFUSED,
    **guardian_wording.REFUSED,
    **partner_people_wording.REFUSED,
    "refused": _l("That was not possible."),
    "nothing_stored": _l(
        "Nothing was stored: the store does not answer. Your words are still here. Try again."
    ),
    "not_allowed": _l("You may not do this here."),
    "empty_text": _l("Write something first."),
    "after_wait": _l(
        "Write these times like 10:00: until the student is told from 1:00 to 10:00, the others from 1:00 to 30:00."
    ),
    "still_ringing": _l(
        "Somebody is being called for this. Acknowledge the page first; then you can lower it."
    ),
    "guidance_questions": _l("At most five questions, one a line, of 160 letters each."),
    "guidance_asks_promise": _l("A question promises what nobody can hold. Take this word out:"),
    "guidance_asks_name": _l("Do not ask who the student is. Asked for a name, a child leaves."),
    "unknown_reference": _l("There is no other thread of this name for you."),
    "copied_words": _l(
        "This repeats the student's words, so nothing was kept. Make up a sentence of your own that means the same."
    ),
    "nobody_leads": _l("Nobody who may read it leads a queue. Leave the sentence out."),
    "too_long": _l("This is too long for one message. Send it in two."),
    "no_such_thread": _l("There is no such thread for you."),
    "changed": _l("Something was added while you wrote. Read it below, then send."),
    "wrong": _l("This address and password do not fit together."),
    "passkey_wrong": _l("This passkey opens nothing here. Use another one, or your password."),
    "passkey_no_prf": _l(
        "This device verifies you but cannot open your keys: it lacks the extension for that (prf). Use a newer phone or browser, or your password."
    ),
    "passkey_over": _l("The page stood too long. Try once more."),
    "passkey_label": _l("Give the device a name of at most 60 letters."),
    "passkey_many": _l("You have eight passkeys. Remove one that you no longer use."),
    "passkey_known": _l("This passkey is here already."),
    "wrong_password": _l("This is not your password."),
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
    "one_number": _l("One number cannot text itself. Text HELP from a phone of yours."),
    "carrier_refused_help": _l(
        "Twilio did not take the text. Look at the account first, and mend what is named."
    ),
    "help_words": _l("Text HELP first, then tick the box if that is what came back."),
    "carrier_silent": _l("Twilio does not answer. Check this machine's way to the internet, then try again."),
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
    "rota_handoff_unsafe": _l(
        "Between 01:00 and 03:00 clocks may jump, so a handoff would happen twice or never. Choose a time before 01:00 or from 03:00 on."
    ),
    "calendar_address": _l("Write an address that begins with https://, or choose a file."),
    "calendar_inside": _l(
        "This address leads to a machine inside a network. Use one that everybody can reach."
    ),
    "calendar_unreached": _l(
        "Nobody answers at this address with a calendar. Look at it in a browser, then try again."
    ),
    "calendar_moved": _l("This address sends on to another one. Write that one here."),
    "calendar_size": _l("This calendar is too large. 512 KiB and 5000 events are the most."),
    "calendar_many": _l("This calendar is too large. 512 KiB and 5000 events are the most."),
    "calendar_text": _l("This is no calendar in the iCalendar format (.ics), written in UTF-8."),
    "calendar_line": _l("This calendar has a line that cannot be read."),
    "calendar_event": _l("An event of this calendar cannot be read, or ends before it begins."),
    "rota_overlap": _l("Two turns overlap. One must end before the other begins."),
    "rota_turn": _l("A turn lasts at most a week."),
    "rota_members": _l("Choose at least one person, and at most 50."),
    "rota_days": _l("A turn lasts 1 to 90 days."),
    "rota_clock": _l("Write a time like 16:00."),
    "rota_date": _l("Choose a day."),
    "rota_ends_on": _l("The last day lies before the first one."),
    "rota_position": _l("Choose one of the places offered."),
    "rota_school": _l("Choose whose school hours are meant."),
    "rota_school_hours": _l(
        "This school's hours are not told yet. Write them under Schools and teams first."
    ),
    "rota_region": _l("Write the state or country like US, US-IL or AU-NSW; leave it empty for none."),
    "rota_person": _l("Choose who is on call."),
    "rota_ends": _l("The end must come after the beginning, and at most a year later."),
    "rota_self": _l("Choose two different people."),
    "rota_over": _l("This shift is over."),
    "rota_own": _l("This is your own shift."),
    "rota_not_held": _l("Nobody else holds this now. Look at the shifts again."),
    "rota_already_offered": _l("This time is offered already."),
    "rota_not_offered": _l("This shift is no longer offered: somebody was faster, or it was taken back."),
    "rota_not_theirs": _l("The on-call list has changed meanwhile. Look at the shifts again."),
    "rota_cause": _l("Choose why nobody is on call."),
    "rota_absence_over": _l("This time is over. Choose a last day that is still to come."),
    "not_lead": _l("Only a registrar, or the lead of a queue they are in, tells that somebody else is away."),
    "languages": _l("Choose at least one language."),
    "rota_gap_over": _l("This time is over. Choose one that is still to come."),
    "guidance_replies": _l("Write all three first replies."),
    "guidance_long": _l("A first reply has at most 600 letters: a frightened person reads no more."),
    "guidance_promise": _l(
        "Nobody can promise secrecy, or what will always be so. Take this word out, or say what you do instead:"
    ),
    "guidance_name": _l(
        "Do not ask who the student is in a first reply: asked for a name first, many leave."
    ),
    "guidance_steps": _l("Write at least one step, one a line."),
    "guidance_many": _l("At most 12 steps: nobody reads more at night."),
    "guidance_step_long": _l("A step has at most 400 letters. Make two of it."),
    "not_covered": _l(
        "Some hours of the coming week have nobody to rely on. Give them to somebody or declare them, then open the line."
    ),
    "rota_taker": _l(
        "A page would not reach you, or you hold no key of this team's queue. Ask a registrar before you take a shift."
    ),
    "push_broken": _l("The browser gave no address. Try once more."),
    "push_service": _l(
        "This browser uses a push service that is not allowed here. Your IT people can allow it."
    ),
    "push_nobody": _l("Keep a phone number first: a page must be able to ring."),
    "push_none": _l("No browser is kept. Allow one first."),
    "phone_codes": _l(
        "Five codes went to this phone within an hour. Wait, or ask a registrar to vouch for it."
    ),
    "phone_none": _l("Keep a number first."),
    "phone_line": _l("This line has no number to send from yet. Ask a registrar to vouch for yours."),
    "phone_code_wrong": _l(
        "This is not the code that was sent. Look again; after five wrong ones you need a new one."
    ),
    "phone_code_over": _l("This code does not count any more. Have a new one sent."),
    "not_member": _l("Only a holder of this queue's key can confirm it."),
    "own": _l("You cannot do this for yourself. A second person must."),
    "mac": _l("This joining cannot be verified. Do not admit it; invite the person again."),
    "step_up": _l("Enter your password again, then repeat it."),
    "file_unreadable": _l("This file could not be verified, or you hold no key of its thread."),
    "last_registrar": _l("One registrar must stay. Make another one first."),
    "too_few_people": _l("At least two people must be able to open each queue."),
    "too_few_registrars": _l("Two registrars are needed."),
    "zone": _l("Choose a time zone from the list."),
    "password_short": _l("Use at least 12 characters; four unrelated words are good."),
    "password_long": _l("This password is too long. Use at most 1,024 bytes."),
    "password_plain": _l("Use at least five different characters."),
    "password_own": _l("Do not use your own name or address."),
    "password_differs": _l("The two passwords differ."),
    "rules_not_lead": _l("The lead of a queue changes the rules. Ask one of them."),
    "rules_own": _l("You did this yourself. A second person must."),
    "rules_not_second": _l("A lead of a queue or a registrar must do this."),
    "rules_no_draft": _l("There is no draft. Add words or a rule first."),
    "rules_no_shadow": _l("Nothing is being tried."),
    "rules_moved": _l("Somebody changed the rules meanwhile. Look again, then repeat it."),
    "rules_failing": _l("A test of a rule fails. Look at what changes."),
    "rules_nothing_before": _l("The shipped rules are in force. There is nothing to go back to."),
    "rules_no_version": _l("This version is not kept here."),
    "rules_not_verified": _l(
        "The store's rules are not those that were signed. Nothing can be changed until your IT person has looked."
    ),
    "rules_not_saved": _l("Not saved: see below what fails. Your words are still here."),
    "rules_choose_concept": _l("Choose what the words mean."),
    "rules_known_word": _l("The rules know this word with this meaning already."),
    "rules_title": _l("Write a sentence that a counselor understands, at most 100 letters."),
    "rules_category": _l("Choose what it is about."),
    "rules_urgency": _l("Choose how soon a person must see it."),
    "rules_two_phrases": _l("Write at least two phrases that must stand together."),
    "rules_both_ways": _l("This sentence stands on both sides. Choose one."),
    "rules_no_phrase": _l("Write at least one, one a line."),
    "rules_too_many": _l("This is too long or too many."),
    "rules_signs": _l("Write words only, without signs like $."),
    "rules_no_gap": _l("A gap (…) does not fit here. Write the phrases one a line."),
    "rules_gap_between": _l("A gap (…) stands between two words."),
    "rules_no_word": _l("This is too short to be told from other words."),
    "rules_long_phrase": _l("A phrase has at most twelve words. Leave a gap (…) in it."),
    "rules_three": _l("Write at least three sentences, one a line."),
    "drill_soon": _l("Those on call are told five minutes before. Choose a later time, or now."),
    "drill_far": _l("Choose a time within the next sixty days."),
    "drill_night": _l(
        "This team has had a night drill within three months. Choose a time from 06:00 to 22:00."
    ),
    "drill_planned": _l("This team has a drill ahead or on already. Call it off first."),
    "drill_not_now": _l("A drill cannot begin right now. Try again later, or choose a time."),
    "drill_window": _l("Choose hours between 06:00 and 22:00, the first before the last."),
    "drill_months": _l("Choose how often."),
    "drill_none": _l("There is no drill to call off: it is over."),
    "drill_over": _l("This drill is over."),
    "ladder_wait": _l("Write each wait like 1:30, from 0:30 to 15:00."),
    "ladder_steps": _l("Put at least one text or call among the steps: an e-mail wakes nobody."),
    "ladder_repeats": _l("Choose once, twice or three times."),
    "ladder_long": _l(
        "With these waits the next person is called after more than 15 minutes. Make them shorter."
    ),
    "everyone_wait": _l("Write each wait like 1:30, from 0:30 to 15:00."),
    "everyone_steps": _l("Put at least one text or call among the steps: an e-mail wakes nobody."),
    "agency_name": _l("Write the agency's name, at most 100 letters, or leave name and number empty."),
    "agency_number": _l("Write the agency's number like +1 312 555 0101."),
    "agency_colleague": _l(
        "This is the number of somebody who works here. An agency stands outside: take another number."
    ),
    "agency_wait": _l("Write each wait like 1:30, from 0:30 to 15:00."),
    "agency_steps": _l("An agency is called or texted: choose one of the two."),
    "disposition": _l("Choose why the thread is closed."),
    "places": _l("A name of a place has two to 60 letters. Write one a line."),
    "too_many_places": _l("These are too many places. Keep the 80 that students say most."),
    "hours": _l("Write when school begins and when it ends, like 08:00 and 15:00; or leave both empty."),
    "hours_first": _l("Days off count only where school hours are written too. Write the hours first."),
    "days_off": _l("Write dates like 2026-12-24, one a line; of several in a row the first and the last."),
    "too_many_days": _l("These are too many days off. Write at most 400."),
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

# What the audit chain records; a code without a text is shown readable.
AUDIT: Mapping[str, LazyString] = {
    **passing_wording.ACTS,
    **help_wording.ACTS,
    **training_wording.ACTS,
    **hour_wording.ACTS,
    **interface_wording.ACTS,
    **referral_wording.ACTS,
    **partner_people_wording.ACTS,
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
    "checked_texting": _l("looked at the hotline's account"),
    "texted_help": _l("texted HELP to the hotline to see its answer"),
    "confirmed_help": _l("said that HELP is answered with crisis numbers"),
    "passkey_added": _l("added a passkey"),
    "passkey_removed": _l("removed a passkey"),
    "unlocked": _l("unlocked the session"),
    "changed_guidance": _l("changed first replies and steps"),
    "changed_replies": _l("changed the ready answers"),
    "entered_message": _l("entered a message for a student"),
    "searched": _l("searched in conversations"),
    **campaign_wording.ACTS,
    **pilot_wording.ACTS,
    **outcome_wording.ACTS,
    "merged": _l("put threads together as one incident"),
    "taken_out": _l("took a thread out of its incident"),
    "corroborated": _l("found it corroborated"),
    "changed_school": _l("changed a school's places or hours"),
    "changed_rota": _l("changed the on-call list"),
    "declared_gap": _l("declared that nobody is on call for a time"),
    "put_in_absence": _l("told that somebody is away"),
    "took_out_absence": _l("took back that somebody is away"),
    "undeclared_gap": _l("took back a declared gap"),
    "offered_shift": _l("offered a shift"),
    "took_shift": _l("took over a shift"),
    "withdrew_shift": _l("took back an offered shift"),
    "made_calendar": _l("made a calendar address"),
    "ended_calendar": _l("ended a calendar address"),
    "changed_ladder": _l("changed what happens when nobody answers"),
    "announced_drill": _l("announced a drill"),
    "called_off_drill": _l("called off a drill"),
    "changed_drills": _l("changed how often a team is drilled"),
    "declared_phone": _l("vouched for a phone number"),
    "allowed_browser": _l("allowed pages in a browser"),
    "dropped_browser": _l("took a browser out of the pages"),
    "proved_phone": _l("proved a phone number by a code"),
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
    **phone_wording.ACTS,
    "noted": _l("kept a note"),
    "assigned": _l("assigned"),
    "handed_over": _l("handed over"),
    "closed": _l("closed"),
    "reopened": _l("opened again"),
    "acknowledged": _l("acknowledged a page"),
    "handed_back": _l("handed a page back"),
    "exclusion_lifted": _l("lifted an exclusion"),
    "held": _l("put a thread on hold"),
    "released": _l("ended a hold"),
    **family_wording.ACT,
    "linked": _l("noted that a thread may continue another"),
    "destroyed": _l("destroyed what its student deleted"),
    "overridden": _l("said how urgent it was"),
    "opened_file": _l("opened a file that a student sent"),
    "lowered": _l("said that a page need not have been"),
    "sample_read": _l("read a tip of the weekly sample"),
    "sample_judged": _l("judged a tip of the weekly sample"),
    "rules_drafted": _l("changed the draft of the rules"),
    "rules_tried": _l("began to try rules"),
    "rules_stopped": _l("stopped trying rules"),
    "rules_approved": _l("put rules in force"),
    "rules_rolled_back": _l("rolled the rules back"),
    "rules_looked": _l("looked at a roll back of the rules"),
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

LANGUAGE: Mapping[str, LazyString] = {"en": _l("English"), "es": _l("Spanish")}

SOURCE: Mapping[str, LazyString] = {
    "turns": _l("Who is on call, and when"),
    "days_off": _l("Days off, beside public holidays"),
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
