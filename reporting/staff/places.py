"""Where a person was: the page to come back to after a sign-in or a lock."""

import re

from flask import Response, request, url_for

from reporting.staff.typed import typed

_LOCAL_PATH = re.compile(r"/[A-Za-z0-9][A-Za-z0-9/_-]{0,200}")
# Their forms stand on the page of the thread, which gives the words back into its fields.
_THREADS = {"thread": "thread.page", "now": "now.page", "together": "together.page"}
# These name the page on which the words were typed.
_NAMED = frozenset({"lock.now", "lock.keep"})


def local_path(path: str | None) -> str | None:
    """A path of this site and nothing else: what `next=` may say."""
    return path if path and _LOCAL_PATH.fullmatch(path) and "//" not in path else None


def place_of(endpoint: str) -> str:
    """The page of this request. For a form: the one that gives its words back."""
    if request.method == "GET":
        return local_path(request.path) or "/"
    if endpoint in _NAMED:
        return local_path(typed("place")) or "/kept"
    page = _THREADS.get(endpoint.partition(".")[0])
    reference = (request.view_args or {}).get("reference")
    return url_for(page, reference=reference) if page and reference else url_for("lock.kept")


def onward(address: str) -> Response:
    """There by a whole page, from an ordinary form as from htmx, which would put a piece of it into the old one."""
    if request.headers.get("HX-Request"):
        return Response(status=200, headers={"HX-Redirect": address})
    return Response(status=303, headers={"Location": address})
