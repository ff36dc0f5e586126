"""Fields of a form as a person meant them: no NULs, no half characters, one kind of line end."""

from flask import request

from reporting.guard.received_text import received_text


def typed(field: str) -> str:
    """The text of one field; empty when it is missing. A byte that is no UTF-8 comes as U+FFFD rather than break what follows."""
    return received_text(request.form.get(field, "")).text


def typed_list(field: str) -> tuple[str, ...]:
    return tuple(received_text(text).text for text in request.form.getlist(field))


def all_typed() -> dict[str, str]:
    return {field: received_text(text).text for field, text in request.form.items()}


# Never kept: secrets, and what counts once.
_PASSING = frozenset(
    {"csrf_token", "password", "old", "new", "again", "code", "submission", "seen", "next", "place"}
)


def words_typed() -> dict[str, str]:
    """What a person wrote into a form, without secrets and without what counts once."""
    return {field: text for field, text in all_typed().items() if field not in _PASSING and text.strip()}


# Forms of several fields, whose words come back together when the form itself cannot.
MANY = ("title", "concept", "words", "phrases", "exceptions", "match", "no_match", "note")


def kept_words() -> str:
    """What a person typed into a form that is refused as a whole, to be copied from the page."""
    body = typed("body")
    if body or not (request.endpoint or "").startswith("rules."):
        return body
    return "\n\n".join(text for field in MANY if (text := typed(field).strip()))
