"""The secret of the second step, as it is shown to its owner once."""

import base64
from dataclasses import dataclass

from reporting.people.ground import Random
from reporting.vault import totp

SECRET_BYTES = 20


@dataclass(frozen=True, slots=True, repr=False)
class TwoStepSecret:
    """Shown once, as a picture of `uri` or to be typed as `text` (base32)."""

    secret: bytes
    text: str
    uri: str


def two_step_secret(random: Random, account: str, issuer: str) -> TwoStepSecret:
    secret = random(SECRET_BYTES)
    text = base64.b32encode(secret).decode()
    return TwoStepSecret(secret, text, totp.provisioning_uri(secret, account, issuer))
