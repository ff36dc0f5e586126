"""Tokens of staff forms, bound to the session by its own secret. The second lock behind `origin`."""

from datetime import timedelta
from hashlib import sha256

from flask import Request
from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.exceptions import Forbidden

FIELD = "csrf_token"
HEADER = "X-CSRF-Token"
_LIFE = timedelta(hours=10)  # a session lives no longer
_LONGEST = 512


class CsrfRefused(Forbidden):
    """The form is not of this session, or older than ten hours. Load the page again."""


def csrf_token(secret: bytes) -> str:
    """A token for the forms of the session whose `csrf_secret` this is."""
    token: str = _signer(secret).dumps("form")
    return token


def check_csrf(secret: bytes, token: str) -> None:
    """Raises CsrfRefused."""
    if not token or len(token) > _LONGEST:
        raise CsrfRefused
    try:
        _signer(secret).loads(token, max_age=int(_LIFE.total_seconds()))
    except BadData:
        raise CsrfRefused from None


def token_of(asked: Request) -> str:
    """The token that a request carries, in its form or (htmx) in a header."""
    return asked.form.get(FIELD) or asked.headers.get(HEADER, "")


def _signer(secret: bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(
        secret, salt="csrf", signer_kwargs={"key_derivation": "hmac", "digest_method": sha256}
    )
