"""What a referral's fields are called, and how a student's yes reads as their own message. In the page's language."""

from reporting.model.help.words import Barrier, SharedField
from reporting.referrals.offer import Consent
from reporting.web.voice import Voice

# As students pick them; they mean the same in every language.
AGES = ("10-12", "13-14", "15-16", "17", "18+")
GRADES = ("5", "6", "7", "8", "9", "10", "11", "12")


def field_name(voice: Voice, name: SharedField) -> str:
    say = voice.say
    return {
        SharedField.FIRST_NAME: say("First name"),
        SharedField.AGE_BAND: say("Age"),
        SharedField.GRADE: say("Grade"),
        SharedField.LANGUAGE: say("Language you want to speak"),
        SharedField.CONTACT: say("How they can reach you"),
        SharedField.ABOUT: say("What it is about"),
    }[name]


def barrier_name(voice: Voice, name: Barrier) -> str:
    say = voice.say
    return {
        Barrier.TRANSPORT: say("Getting there"),
        Barrier.SCHEDULE: say("The hours"),
        Barrier.INSURANCE: say("Money or insurance"),
        Barrier.SPACE: say("No quiet place to talk"),
    }[name]


def agreed_words(voice: Voice, party: str, consent: Consent) -> str:
    """What was typed stands in it, so that triage reads it; what a counselor wrote about them does not."""
    lines = [voice.say("Yes. You may send this to %(party)s:", party=party)]
    for name, value in consent.values.items():
        shown = voice.say("the text that you showed me") if name is SharedField.ABOUT else value
        lines.append(f"- {field_name(voice, name)}: {shown}")
    if not consent.values:
        lines.append(voice.say("- Nothing about me. Only that a student would like to talk."))
    if consent.barriers:
        hard = ", ".join(barrier_name(voice, one) for one in consent.barriers)
        lines.append(f"- {voice.say('What would make it hard')}: {hard}")
    return "\n".join(lines)
