"""Names and languages as typed in forms: what is accepted."""

from reporting.people.refused import Refused

LONGEST_NAME = 100
LANGUAGES = ("en", "es")


def checked_name(name: str) -> str:
    """With single spaces. Raises Refused("name")."""
    plain = " ".join(name.split())
    if not 1 <= len(plain) <= LONGEST_NAME or not plain.isprintable():
        raise Refused("name", f"Write a name of at most {LONGEST_NAME} letters.")
    return plain


def checked_lang(lang: str) -> str:
    """Raises Refused("lang")."""
    if lang not in LANGUAGES:
        raise Refused("lang", f"Choose one of {', '.join(LANGUAGES)}.")
    return lang
