"""How many passwords may be tried from one place in a minute."""

import logging
from collections.abc import Callable

from flask import Flask
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter

from reporting.staff.settings import StaffSettings

View = Callable[[], ResponseReturnValue]
Often = Callable[[View], View]


def try_limit(app: Flask, settings: StaffSettings) -> Often:
    """Around each view that looks at a password; they share one count."""
    # Its logger writes the key of whoever was limited.
    logging.getLogger("flask-limiter").disabled = True
    limiter = Limiter(
        key_func=settings.client,
        app=app,
        storage_uri=settings.limits_url,
        # The shared store may be down during a crisis; sign-in goes on with counters of this process.
        in_memory_fallback_enabled=True,
        headers_enabled=False,
    )
    return limiter.limit(f"{settings.sign_ins_a_minute} per minute")
