"""What a partner pressed while the service or its store does not answer: it goes along, to be pressed again."""

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import request

from reporting.store.errors import StoreError
from reporting.web.fields import TOKEN_LIMIT, text
from reporting.web.kept_words import kept_words
from reporting.web.pages import Answer, Pages

_log = logging.getLogger("reporting.web")
# All that these pages' forms hold but for what opens them: no PIN and no password stands in a page.
_HELD = (
    *("session", "packet", "token", "side", "submission", "act", "address"),
    *("step", "declined", "when", "words", "day"),
    *("one", "capacity", "sure"),
)
_OPENS = ("token", "session")


def pressed_again(pages: Pages, view: Callable[..., Answer]) -> Callable[..., Answer]:
    """Around a view: what it could not do comes back as a page with a button. Raises StoreError where the form has nothing
    that opens the page.
    """

    @wraps(view)
    def shown(**named: Any) -> Answer:
        try:
            return view(**named)
        except StoreError as away:
            if not any(request.form.get(name) for name in _OPENS):
                raise
            _log.error("a partner's page waits for the service or its store", exc_info=away)
            return _page(pages), HTTPStatus.SERVICE_UNAVAILABLE

    return shown


def _page(pages: Pages) -> str:
    return pages.page(
        "partner_away.html",
        pages.facts_if_known(),
        path=request.path,
        pressed={name: text(request.form, name, TOKEN_LIMIT) for name in _HELD if request.form.get(name)},
        words=kept_words(),
    )
