"""Security headers, one policy for each site. The values are pinned by a test, letter for letter."""

from collections.abc import Mapping
from types import MappingProxyType

from flask import Flask, Response, request

_TWO_YEARS = 63_072_000

_CSP_START = "default-src 'none'; script-src 'self'; style-src 'self'; "
_CSP_END = (
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "object-src 'none'; frame-ancestors 'none'"
)
# The empty icon is a data: address; without it a browser asks for /favicon.ico, a fourth request.
_PUBLIC_CSP = (
    f"{_CSP_START}img-src 'self' data:; {_CSP_END}; require-trusted-types-for 'script'; trusted-types 'none'"
)
# htmx swaps nothing under Trusted Types 'none' (tried in Chromium), so staff pages go without.
_STAFF_CSP = f"{_CSP_START}img-src 'self'; {_CSP_END}"

_COMMON = {
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    # A shared device must not keep a page, nor the style sheet that betrays a visit.
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Strict-Transport-Security": f"max-age={_TWO_YEARS}; includeSubDomains",
    "Permissions-Policy": (
        "camera=(), microphone=(), geolocation=(), usb=(), serial=(), bluetooth=(), "
        "display-capture=(), browsing-topics=(), clipboard-read=()"
    ),
}

PUBLIC: Mapping[str, str] = MappingProxyType({**_COMMON, "Content-Security-Policy": _PUBLIC_CSP})
STAFF: Mapping[str, str] = MappingProxyType({**_COMMON, "Content-Security-Policy": _STAFF_CSP})


# Bytes that a stranger made: nothing in them may run, load, frame or send, wherever they are opened.
FILE: Mapping[str, str] = MappingProxyType(
    {**_COMMON, "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'"}
)
# The one page that plays a film.
VIEWER: Mapping[str, str] = MappingProxyType(
    {**_COMMON, "Content-Security-Policy": f"{_STAFF_CSP}; media-src 'self'"}
)


# What machines read of the printed directory: kept by them, asked again by its tag.
OPEN_DATA: Mapping[str, str] = MappingProxyType(
    {
        **_COMMON,
        "Cache-Control": "no-cache",
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    }
)


def install_headers(
    app: Flask, policy: Mapping[str, str], own: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> None:
    """Put `policy` on every answer of `app`, errors and static files included; `own` by endpoint instead of it."""

    @app.after_request
    def _guarded(response: Response) -> Response:
        response.headers.update(own.get(request.endpoint or "", policy))
        return response
