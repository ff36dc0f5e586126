"""What a partner wrote to a student, carried along while they open the page once more: nothing typed is lost."""

from flask import request

from reporting.guard.received_text import received_text


def kept_words() -> str:
    """As the form brought it, in full."""
    return received_text(request.form.get("body", "")).text
