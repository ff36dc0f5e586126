"""What a call says, as TwiML: that there is a page, and that 1 takes it. Voicemail takes nothing. Pure."""

from enum import StrEnum
from xml.sax.saxutils import escape, quoteattr

from notify import wording

_TONGUES = {"en": "en-US", "es": "es-MX"}


class Said(StrEnum):
    """What became of a call, and the text that is said of it."""

    YOURS = "spoken_yours"
    HEARD = "spoken_heard"  # an agency, which takes nothing
    OTHER = "spoken_other"  # somebody has it
    NOTHING = "spoken_nothing"  # another key, or none


def prompt(lang: str, action: str, *, agency: bool = False, drill: bool = False) -> str:
    """Ask for a key, twice; `action` is the address that hears it, called even if none was pressed."""
    text = wording.say("spoken_agency" if agency else "spoken", lang, drill=drill)
    return (
        f'<Response><Gather numDigits="1" timeout="8" actionOnEmptyResult="true" action={quoteattr(action)}>'
        f'<Say language="{_tongue(lang)}" loop="2">{escape(text)}</Say></Gather></Response>'
    )


def goodbye(lang: str, said: Said, *, drill: bool = False) -> str:
    text = wording.say(said.value, lang, drill=drill)
    return f'<Response><Say language="{_tongue(lang)}">{escape(text)}</Say><Hangup/></Response>'


def digits(lang: str, code: str) -> str:
    """Read a code aloud, digit by digit, three times."""
    text = wording.say("spoken_code", lang, code=", ".join(code))
    return f'<Response><Say language="{_tongue(lang)}" loop="3">{escape(text)}</Say><Hangup/></Response>'


def _tongue(lang: str) -> str:
    return _TONGUES.get(lang, "en-US")
