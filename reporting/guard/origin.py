"""Where a request comes from: Host, Sec-Fetch-Site and Origin, judged before anything else.

Stops DNS rebinding (a foreign Host) and posts from other sites. It needs no cookie and no token.
"""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from flask import Flask, Request, request
from werkzeug.exceptions import BadRequest, Forbidden

READING = frozenset({"GET", "HEAD", "OPTIONS"})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
# A health check asks by address, and answers nothing that another site could use.
PROBES = frozenset({"/healthz", "/readyz"})

Verdict = Literal["fine", "wrong_host", "foreign"]


@dataclass(frozen=True, slots=True)
class Provenance:
    """The headers that say where a request comes from; None where the browser sent none."""

    method: str
    host: str
    site: str | None = None
    mode: str | None = None
    origin: str | None = None

    @classmethod
    def of(cls, asked: Request) -> "Provenance":
        get = asked.headers.get
        return cls(
            asked.method,
            get("Host", ""),
            get("Sec-Fetch-Site"),
            get("Sec-Fetch-Mode"),
            get("Origin"),
        )


def judge(asked: Provenance, hosts: frozenset[str]) -> Verdict:
    """`hosts` are names without ports, lower case. Links from elsewhere may open a page, never change one."""
    if host_name(asked.host) not in hosts:
        return "wrong_host"
    if asked.site is not None:
        if asked.site in {"same-origin", "none"}:
            return "fine"
        return "fine" if asked.method in READING and asked.mode == "navigate" else "foreign"
    # Older browsers send only Origin, and "null" under our own Referrer-Policy (Fetch, "append a request
    # `Origin` header"). Webhooks send neither and carry a signature.
    if asked.method in READING or asked.origin in {None, "null"}:
        return "fine"
    return "fine" if urlsplit(asked.origin or "").netloc.lower() == asked.host.lower() else "foreign"


def host_name(host: str) -> str:
    """The name in a Host header: no port, no brackets, lower case. Empty when it cannot be one."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def install_origin(app: Flask, hosts: frozenset[str]) -> None:
    """Refuse what `judge` refuses: 400 for a foreign Host, 403 for a foreign site."""

    @app.before_request
    def _judge() -> None:
        if request.path in PROBES:
            return
        verdict = judge(Provenance.of(request), hosts)
        if verdict == "wrong_host":
            raise BadRequest
        if verdict == "foreign":
            raise Forbidden
