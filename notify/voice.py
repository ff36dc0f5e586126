"""What a call says, as TwiML: that there is a page, and that 1 takes it. Voicemail takes nothing. Pure."""

from xml.sax.saxutils import escape, quoteattr

from notify import wording

_TONGUES = {"en": "en-US", "es": "es-MX"}


def prompt(lang: str, action: str) -> str:
    """Ask for a key, twice; `action` is the address that hears it, called even if none was pressed."""
    tongue = _TONGUES.get(lang, "en-US")
    return (
        f'<Response><Gather numDigits="1" timeout="8" actionOnEmptyResult="true" action={quoteattr(action)}>'
        f'<Say language="{tongue}" loop="2">{escape(wording.say("spoken", lang))}</Say></Gather></Response>'
    )


def goodbye(lang: str, *, taken: bool) -> str:
    tongue = _TONGUES.get(lang, "en-US")
    said = wording.say("spoken_yours" if taken else "spoken_other", lang)
    return f'<Response><Say language="{tongue}">{escape(said)}</Say><Hangup/></Response>'
