"""Second factor: time-based codes of six digits (RFC 6238), each good for one sign-in."""

from datetime import datetime

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from reporting.vault.notation import same

STEP_SECONDS = 30
DIGITS = 6


class WrongCode(Exception):
    """The code is wrong, too old, or was used before. Wait for the next one."""


def check(secret: bytes, code: str, now: datetime, last_step: int | None) -> int:
    """The step of a right code (one step of clock drift either way), to be stored as the last.

    Raises WrongCode, also for a step that is not later than `last_step`. Ask only after the
    password was right, or the answer tells a stranger which half was wrong.
    """
    current = int(now.timestamp()) // STEP_SECONDS
    given = "".join(code.split()).encode("utf-8", "replace")
    for step in (current, current - 1, current + 1):
        fresh = last_step is None or step > last_step
        if same(_totp(secret).generate(step * STEP_SECONDS), given) and fresh:
            return step
    raise WrongCode("wait for the next code and type that one")


def provisioning_uri(secret: bytes, account: str, issuer: str) -> str:
    """What an authenticator app reads from a picture."""
    return _totp(secret).get_provisioning_uri(account, issuer)


def code_at(secret: bytes, now: datetime) -> str:
    """The code that an authenticator shows, for the demo's simulated phone and for tests."""
    return _totp(secret).generate(int(now.timestamp())).decode("ascii")


def _totp(secret: bytes) -> TOTP:
    # SHA-1 is what every authenticator app speaks; HMAC does not need it collision-free.
    return TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303 - see above
