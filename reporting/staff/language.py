"""English or Spanish: the person's own choice on this browser, else what the browser asks for."""

from datetime import UTC

from flask import Flask, request
from flask_babel import Babel

LANGUAGES = ("en", "es")
COOKIE = "lang"  # two letters, no secret: kept so that the sign-in page greets in the right language


def chosen() -> str:
    for wish in (request.args.get("lang"), request.cookies.get(COOKIE)):
        if wish in LANGUAGES:
            return wish
    return request.accept_languages.best_match(LANGUAGES, default="en") or "en"


def speak(app: Flask) -> None:
    app.config["BABEL_DEFAULT_TIMEZONE"] = str(UTC)
    Babel(app, default_locale="en", locale_selector=chosen)
