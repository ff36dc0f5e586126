"""The one cookie that signs a person in."""

from flask import Request, Response

from reporting.staff.settings import StaffSettings

SECURE_NAME = "__Host-s"  # RFC 6265bis: the prefix forbids a domain and demands Secure and Path=/
PLAIN_NAME = "s"  # a loopback demo over http
LIFE_SECONDS = 10 * 3600  # the session's own absolute end; the server decides, this only tidies up


def name(settings: StaffSettings) -> str:
    return SECURE_NAME if settings.https else PLAIN_NAME


def read(request: Request, settings: StaffSettings) -> str | None:
    return request.cookies.get(name(settings)) or None


def keep(response: Response, settings: StaffSettings, value: str) -> Response:
    response.set_cookie(
        name(settings),
        value,
        max_age=LIFE_SECONDS,
        path="/",
        secure=settings.https,
        httponly=True,
        samesite="Strict",
    )
    return response


def drop(response: Response, settings: StaffSettings) -> Response:
    response.delete_cookie(name(settings), path="/", secure=settings.https, httponly=True, samesite="Strict")
    return response
