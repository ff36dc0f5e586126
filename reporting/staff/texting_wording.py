"""What is wrong with the hotline's account, and how it is mended, in the words of the page and of the command."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

# Each: what is wrong, how to mend it. %(about)s is a number, a service or a part; %(value)s what is found or wanted.
FINDING: Mapping[str, tuple[LazyString, LazyString]] = {
    "credentials": (
        _l("Twilio refuses the account's key."),
        _l("Compare Account SID, key and secret with Twilio's console. `quietline hotline` stores new ones."),
    ),
    "public_plain": (
        _l("Twilio would reach this service without encryption, at %(value)s."),
        _l("Give the public site an https address in QUIETLINE_PUBLIC_URL."),
    ),
    "account_closed": (
        _l("Twilio says that the account is %(value)s."),
        _l("Ask Twilio's support to reactivate it."),
    ),
    "trial": (
        _l("The account is a trial: it texts only numbers that were verified one by one."),
        _l("Upgrade it in Twilio's console, under Billing."),
    ),
    "balance": (
        _l("The account holds only %(value)s. When it is empty, nothing leaves."),
        _l("Turn on automatic recharge in Twilio's console, under Billing."),
    ),
    "no_us_calls": (
        _l("The account may not call numbers in the United States, so no call can wake anybody."),
        _l("Allow it in Twilio's console: Voice, Settings, Geo permissions."),
    ),
    "unreadable": (
        _l("This key may not read the account's %(about)s, so nobody has looked at that."),
        _l("Give the restricted key the right to read it, or check it by hand in Twilio's console."),
    ),
    "not_ours": (
        _l("%(about)s does not belong to this account."),
        _l("Buy or move the number, or store the right one with `quietline hotline`."),
    ),
    "no_texts": (
        _l("%(about)s cannot send texts."),
        _l("Choose a number that has the capability SMS."),
    ),
    "no_calls": (
        _l("%(about)s cannot place calls, so no call can wake anybody."),
        _l("Choose a number that has the capability Voice."),
    ),
    "application": (
        _l("Texts to %(about)s go to a TwiML application instead of to us."),
        _l("In the number's settings choose Webhook under “A message comes in”."),
    ),
    "inbound_nowhere": (
        _l("Texts to %(about)s go nowhere: whatever a student writes is lost."),
        _l("Under “A message comes in” write %(value)s, by POST."),
    ),
    "inbound_elsewhere": (
        _l("Texts to %(about)s go to another address than ours."),
        _l("Under “A message comes in” write %(value)s, by POST."),
    ),
    "inbound_get": (
        _l("Twilio hands us texts to %(about)s by GET: a student's words would stand in logs of addresses."),
        _l("Choose HTTP POST beside the address."),
    ),
    "no_retry": (
        _l("If we are slow or stumble once, Twilio does not ask again about a text to %(about)s."),
        _l("End the address with what makes it try again: %(value)s"),
    ),
    "no_fallback": (
        _l("If we are down, whoever texts %(about)s gets no answer at all."),
        _l("Under “Primary handler fails” write an address on other machines that answers with 911 and 988."),
    ),
    "fallback_here": (
        _l("The fallback of %(about)s lies on the same machine as we do, and is down when we are."),
        _l("Under “Primary handler fails” write an address on other machines that answers with 911 and 988."),
    ),
    "calls_unanswered": (
        _l("Whoever calls %(about)s hears an error."),
        _l("Under “A call comes in” choose a recording that names 911 and 988: we take no calls."),
    ),
    "not_registered": (
        _l("%(about)s has no A2P 10DLC registration: carriers block every text from it."),
        _l(
            "Put it into a Messaging Service of its own and file a campaign with the texts below. Approval takes days "
            "to weeks."
        ),
    ),
    "not_verified": (
        _l("%(about)s is a toll-free number without verification: carriers block every text from it."),
        _l("File the toll-free verification with the texts below. Approval takes days to weeks."),
    ),
    "registration_pending": (
        _l("The registration of %(about)s is filed and not approved yet."),
        _l("Wait for Twilio's mail, then check again. Carriers block texts until then."),
    ),
    "registration_failed": (
        _l("The registration of %(about)s was refused."),
        _l("Read the reason in Twilio's console, correct the texts and file again."),
    ),
    "reports_elsewhere": (
        _l("The service %(about)s sends its delivery reports to another address."),
        _l("Empty “Delivery status callback” of the service: each of our texts names its own."),
    ),
    "sticky": (
        _l("The service %(about)s remembers who wrote to whom, and then numbers are not struck out."),
        _l("Turn Sticky Sender and the fallback to long codes off."),
    ),
    "one_number": (
        _l(
            "Students and staff share one number: a STOP from a counselor ends their pages and their texts alike."
        ),
        _l("Buy a second number for paging staff."),
    ),
    "one_service": (
        _l("Both numbers are in the service %(about)s: a STOP to one closes the other as well."),
        _l("Give each number a Messaging Service of its own."),
    ),
    "help_untried": (
        _l("Nobody has seen yet what HELP is answered with."),
        _l("Text HELP to the students' number, with the button below or from a phone."),
    ),
    "help_waiting": (
        _l("HELP was texted, and its answer has not been seen yet."),
        _l("Check again in half a minute."),
    ),
    "help_silent": (
        _l("HELP was texted, and nothing came back."),
        _l("Mend what is named above first, then text HELP again."),
    ),
    "help_carriers": (
        _l("HELP is answered with Twilio's stock text. A child who texts HELP must get crisis numbers."),
        _l(
            "In the Messaging Service turn on Advanced Opt-Out and paste the HELP text below. Then text HELP again."
        ),
    ),
    "help_unreadable": (
        _l("HELP was answered, and the account keeps no texts, so we cannot see with what."),
        _l("Text HELP from a phone of yours, then say below what came."),
    ),
}

PART: Mapping[str, LazyString] = {
    "account": _l("state (trial or paid)"),
    "balance": _l("balance"),
    "numbers": _l("numbers and their settings"),
    "services": _l("Messaging Services"),
    "registrations": _l("registrations"),
    "permissions": _l("permissions to call"),
}

FIELD: Mapping[str, LazyString] = {
    "use_case": _l("Use case"),
    "description": _l("Campaign description"),
    "message_flow": _l("How people opt in (message flow, consent)"),
    "samples": _l("Sample messages"),
    "contains": _l("What messages contain"),
    "opt_in_keywords": _l("Opt-in keywords"),
    "opt_in_message": _l("Opt-in message"),
    "opt_out_keywords": _l("Opt-out keywords"),
    "opt_out_message": _l("Opt-out message"),
    "help_keywords": _l("Help keywords"),
    "help_message": _l("Help message (also for Advanced Opt-Out)"),
}


def sentences(code: str, about: str, value: str) -> tuple[str, str]:
    """What is wrong, and how to mend it."""
    names = {"about": str(PART.get(about, about)), "value": value}
    wrong, mend = FINDING[code]
    return str(wrong) % names, str(mend) % names
