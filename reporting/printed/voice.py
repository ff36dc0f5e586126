"""What stands on paper, in one language. Message ids are the English sentences; another language is a catalog."""

from dataclasses import dataclass
from pathlib import Path

from babel.support import NullTranslations, Translations

_CATALOGS = Path(__file__).parent / "translations"
LANGUAGES = ("en", "es")


@dataclass(frozen=True, slots=True)
class Words:
    """`headline` in lines of a poster. `is_not` and `is_not_by_text`: the second where there is a number to text."""

    headline: tuple[str, ...]
    lead: str
    camera: str
    go_to: str
    text_us: str
    what_it_is: str
    is_so: tuple[str, ...]
    what_it_is_not: str
    is_not: tuple[str, ...]
    by_text: str
    watched: str
    danger: str
    not_everywhere: str
    talk: str
    short_talk: str


def words(lang: str) -> Words:
    catalog: NullTranslations = NullTranslations() if lang == "en" else Translations.load(_CATALOGS, [lang])
    say = catalog.gettext
    return Words(
        # A line of the headline ends where | stands.
        headline=tuple(say("Something wrong?|Tell us.").split("|")),
        lead=say("We don't ask your name. A person reads it."),
        camera=say("Point your camera here."),
        go_to=say("Or go to"),
        text_us=say("Or text us"),
        what_it_is=say("What this is"),
        is_so=(
            say("You can tell what hurts you, a friend or anyone else."),
            say("A person reads it and answers you."),
            say("You get six words. Keep them. With them you come back and read the answer."),
        ),
        what_it_is_not=say("What this is not"),
        is_not=(
            say("It is not 911. No one comes right away."),
            say("It is not a chat. An answer can take a while."),
            say("It can't stay between us if someone may get hurt. Then adults must get help."),
        ),
        by_text=say("Texts are not hidden. The phone company can see them."),
        watched=say("A school phone or school Wi-Fi may be watched. Use your own if you can."),
        danger=say("In danger now? Call 911."),
        not_everywhere=say("Texts to 911 don't work everywhere."),
        talk=say("Need to talk? Call or text 988, or text HOME to 741741. Any hour."),
        short_talk=say("Need to talk? Call or text 988."),
    )
