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
