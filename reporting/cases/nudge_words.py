"""A nudge in the student's own words: short, and saying nothing of the service, of who is on it or what it is about. Pure.

The list refuses too much rather than too little: a student who is refused takes another sentence, and whoever reads the
phone sees nothing to ask about.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum

from reporting.cases.refusals import Refused

MOST = 60
SUGGESTED = {
    "en": ("Don't forget the book.", "Same time as last week.", "It's your turn now."),
    "es": ("No olvides el libro.", "A la misma hora que ayer.", "Ahora te toca a ti."),
}
_SHORTEST_NAME = 4  # of a name's words: "of" and "de" name nothing
_LINK = re.compile(r"https?|www|/|@|\w\.(?:com|org|net|gov|edu|us|info|io|co|me)\b", re.IGNORECASE)
_DIGITS = re.compile(r"\d{3}|\d[-. ]\d")
_WORD = re.compile(r"[a-zñ]+")
# Beginnings of words, without accents.
_BEGINNINGS = (
    "abus accus alcohol anonym answer assault attack beat blood bomb bull cheat child counsel cops crim cry cut "
    "danger dead death depress die died drug drunk dying emergenc fentan fight gang grop gun harass hate help "
    "hotline hurt kill knife lawyer leak lonel message molest murder nude nurse overdos pain pill police pregnan "
    "principal psycholog rape report respon runaway sad safe scare school secret self sex shoot social steal "
    "stolen suicid support teacher tell therap threat tip tipline unsafe vape victim violen weapon weed "
    "abuso acos alcohol amenaz anonim arma asust ataca ayud bala bomba brusc bully consej cortar crimen cuchillo "
    "cuerpo denunc depre desnud director doctor dolor droga embaraz emergen enfermera escuela golpe herid lastim "
    "linea llorar maestr maltrat mata matar mensaj miedo morir muert navaja odio pandill pastilla pega peligr "
    "pistola polic profes psicolog responde respuest robo sangre secret segur sexo sexual soledad suicid terap "
    "texto triste viol"
)
_TOPIC = tuple(_BEGINNINGS.split())


class Wrong(StrEnum):
    """Why words are refused."""

    EMPTY = "nudge_empty"
    LONG = "nudge_long"
    LINK = "nudge_link"
    NAMES = "nudge_names"


class NudgeWordsRefused(Refused):
    """`code` is one of Wrong. Nothing changed."""

    def __init__(self, wrong: Wrong) -> None:
        super().__init__("these words are no nudge")
        self.code = wrong.value


def nudge_words(typed: str, names: Iterable[str], speaks_of: Callable[[str], bool]) -> str:
    """On one line. `names`: of the line, the district, its schools and people; `speaks_of`: what triage makes of a text.

    Raises NudgeWordsRefused.
    """
    words = " ".join("".join(one if one.isprintable() else " " for one in typed).split())
    if not words:
        raise NudgeWordsRefused(Wrong.EMPTY)
    if len(words) > MOST:
        raise NudgeWordsRefused(Wrong.LONG)
    if _LINK.search(words) or _DIGITS.search(words):
        raise NudgeWordsRefused(Wrong.LINK)
    if words in {one for some in SUGGESTED.values() for one in some}:
        return words
    if says_something(words, names, speaks_of):
        raise NudgeWordsRefused(Wrong.NAMES)
    return words


def says_something(
    words: str, names: Iterable[str], speaks_of: Callable[[str], bool], more: tuple[str, ...] = ()
) -> bool:
    """Whether a text with these words would tell whoever holds the phone of the service, of a person or of a topic.

    `more`: further beginnings of words that tell, in small letters and without accents.
    """
    said = set(_plain_words(words))
    named = {one for name in names for one in _plain_words(name) if len(one) >= _SHORTEST_NAME}
    return bool(said & named) or any(one.startswith(_TOPIC + more) for one in said) or speaks_of(words)


def _plain_words(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.casefold().replace("ñ", "\0")).replace("\0", "ñ")
    return _WORD.findall("".join(one for one in bare if not unicodedata.combining(one)))
