"""What in a text could show who wrote it. Only pointed out, never changed and never a reason to refuse.

The same patterns run in the browser while somebody types and here where no script runs, so they keep to what regular
expressions mean alike in both. Every repetition is bounded: a text of any length costs one pass for each pattern.
"""

import json
import re
from collections.abc import Mapping
from enum import StrEnum

_LETTER = "a-záéíóúüñ"
_APOSTROPHE = "['\u2019]"
# A look behind would be shorter, but the browsers of older phones do not know it. What is shown is the group.
_BEFORE = f"(?:^|[^{_LETTER}0-9])"
_AFTER = f"(?![{_LETTER}0-9])"
_MOST = 3  # of one kind: more would be a wall
_LONGEST = 60


class Trace(StrEnum):
    """Kinds of what gives a writer away."""

    NAME = "name"
    PHONE = "phone"
    E_MAIL = "e_mail"
    ACCOUNT = "account"
    SCHOOL_NUMBER = "school_number"
    HOME = "home"
    ONLY_YOU = "only_you"


PATTERNS: Mapping[Trace, str] = {
    Trace.NAME: (
        rf"{_BEFORE}((?:my name is|my name{_APOSTROPHE}s|i go by|me llamo|mi nombre es) "
        rf"(?!(?:on|in|not|never|being|all|en|no){_AFTER})[{_LETTER}-]{{2,30}})"
    ),
    Trace.PHONE: (
        r"(?:^|[^0-9])((?:\+?1[ .-]?)?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[ .-]?)[2-9][0-9]{2}[ .-]?[0-9]{4})(?![0-9])"
    ),
    Trace.E_MAIL: r"([a-z0-9._%+-]{1,64}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,4})",
    Trace.ACCOUNT: (
        rf"{_BEFORE}((?:my|mi) (?:snap|snapchat|insta|instagram|ig|tiktok|discord|kik)"
        r"(?: (?:name|user|username|handle|usuario|cuenta))? (?:is|es) @?[a-z0-9._-]{2,40})"
    ),
    Trace.SCHOOL_NUMBER: (
        rf"{_BEFORE}((?:my locker|mi casillero|mi locker|my student id|my school id|mi matr[ií]cula)"
        rf"(?: (?:number|is|es|número|#)){{0,2}} ?#?[a-z]?-?[0-9]{{1,9}}){_AFTER}"
    ),
    Trace.HOME: (
        rf"{_BEFORE}((?:i live (?:at|on)|my address is|vivo en la (?:calle|avenida)|mi direcci[oó]n es)"
        r" [^.!?\n]{2,50})"
    ),
    Trace.ONLY_YOU: (
        rf"{_BEFORE}(only i know|i(?:{_APOSTROPHE}?m| am) the only (?:one|person|girl|boy|kid)"
        rf"|no ?body else knows|no one else knows|i only told|i(?:{_APOSTROPHE}ve| have) only told"
        rf"|solo yo (?:lo )?sé|soy (?:el único|la única)|nadie más (?:lo )?sabe|solo se lo (?:dije|conté)){_AFTER}"
    ),
}
IN_PAGE = json.dumps(PATTERNS, ensure_ascii=False, separators=(",", ":"))
_COMPILED = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in PATTERNS.items()}


def traces(text: str) -> dict[str, tuple[str, ...]]:
    """Kind -> the words, shortened; a kind that does not occur is left out."""
    found = {
        kind.value: tuple(said[1].strip()[:_LONGEST] for said in list(pattern.finditer(text))[:_MOST])
        for kind, pattern in _COMPILED.items()
    }
    return {kind: said for kind, said in found.items() if said}
