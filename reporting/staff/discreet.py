"""Discreet mode: whoever looks over a shoulder sees that messages wait, and no word or name of them.

A cookie of one letter on this device. The server leaves the words out of lists, so that nothing has to be hidden in
time, and nothing works only with scripts.
"""

from flask import Response, request

from reporting.staff.settings import StaffSettings

COOKIE = "discreet"
YEAR = 365 * 24 * 3600


def is_discreet() -> bool:
    return request.cookies.get(COOKIE) == "1"


def switched(response: Response, settings: StaffSettings, *, on: bool) -> Response:
    if on:
        response.set_cookie(
            COOKIE, "1", max_age=YEAR, path="/", secure=settings.https, httponly=True, samesite="Strict"
        )
    else:
        response.delete_cookie(COOKIE, path="/", secure=settings.https, httponly=True, samesite="Strict")
    return response
