"""A ready answer as a value, and how its gaps are filled. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reporting.people.guidance.written import asks_a_name, promise_in
from reporting.people.refused import Refused

ANY = "any"  # for every category; alone offered for texts, so it names no topic
LANGUAGES = ("en", "es")
LONGEST = 600
GAPS = frozenset({"school", "time"})

_GAP = re.compile(r"\{(\w+)\}")
# Words that are not said to students: safety.md, rule 11, and what no line can hold.
_BANNED = re.compile(
    r"\b(tips?|reports?|reported|victims?|offenders?|suspects?|snitch\w*|committed suicide|attention|false alarm"
    r"|why didn['\u2019]t you|safe|safety|v[ií]ctimas?|sospechos[oa]s?|agresor\w*|sopl[oó]n\w*|denuncia\w*|reporte\w*"
    r"|falsa alarma|llamar la atenci[oó]n|por qu[eé] no)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pair:
    """`key` names it for good; `about`: a category, or ANY."""

    key: str
    about: str
    en: str
    es: str

    def said(self, lang: str) -> str:
        return self.es if lang == "es" else self.en


def filled(text: str, facts: Mapping[str, str]) -> str:
    """A gap that is not known stays as it is, so that its writer sees it."""
    return _GAP.sub(lambda gap: facts.get(gap[1], gap[0]), text)


def banned_in(text: str) -> str | None:
    """The first word that is not said to students; None: there is none."""
    found = _BANNED.search(text)
    return found[0] if found else promise_in(text)


def read_pair(key: str, about: str, en: str, es: str) -> Pair:
    """Raises Refused: canned_both, canned_long, canned_word (facts: word), canned_name, canned_gap."""
    texts = tuple(" ".join(text.split()) for text in (en, es))
    if not all(texts):
        raise Refused("canned_both", "Write both languages: a student is answered in their own.")
    for text in texts:
        if len(text) > LONGEST:
            raise Refused("canned_long", f"An answer has at most {LONGEST} letters.")
        word = banned_in(text)
        if word is not None:
            raise Refused("canned_word", "This word is not said to students.", word=word)
        if asks_a_name(text):
            raise Refused("canned_name", "Do not ask who the student is.")
        if set(_GAP.findall(text)) - GAPS or (about == ANY and "{school}" in text):
            raise Refused("canned_gap", "Only {school} and {time} are filled in; for any topic only {time}.")
    return Pair(key, about, *texts)
