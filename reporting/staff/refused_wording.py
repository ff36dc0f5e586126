"""What the house refuses, and how to go on: codes of reporting.cases, reporting.people and this site."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from reporting.staff import (
    campaign_wording,
    desk_wording,
    guardian_wording,
    help_wording,
    hour_wording,
    incident_wording,
    insights_wording,
    interface_wording,
    partner_people_wording,
    passing_wording,
    phone_wording,
    pilot_wording,
    referral_wording,
    training_wording,
)

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
