"""What a student can tell a partner of themselves, one by one, in the page's language."""

from reporting.referrals.side_thread import GivenName
from reporting.web.voice import Voice


def given_label(voice: Voice, name: GivenName) -> str:
    say = voice.say
    return {
        GivenName.FIRST_NAME: say("First name"),
        GivenName.LAST_NAME: say("Last name"),
        GivenName.PHONE: say("Phone number"),
        GivenName.EMAIL: say("E-mail"),
        GivenName.SCHOOL_CLASS: say("School and class"),
    }[name]


def given_words(voice: Voice, name: GivenName, value: str) -> str:
    """As their own message: triage reads it like any other."""
    return f"{given_label(voice, name)}: {value}"
