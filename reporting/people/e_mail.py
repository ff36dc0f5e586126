"""A staff address: what is kept, and the keyed hash it is looked up by."""

import unicodedata

from email_validator import EmailNotValidError, validate_email

from reporting.model.ids import DistrictId
from reporting.people.refused import Refused
from reporting.vault.notation import hmac256, kd


def normalise(address: str) -> str:
    """The form that is hashed: NFKC, no surrounding space, lower case. Never raises: sign-in must not tell."""
    return unicodedata.normalize("NFKC", address).strip().casefold()


def well_formed(address: str) -> str:
    """The address as it will be stored.

    Raises: Refused("email"), when mail could not be sent there. No DNS question is asked.
    """
    try:
        return validate_email(address.strip(), check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise Refused("email", "Write the e-mail address like name@example.org.") from None


class EmailHash:
    """Looks a person up by address without an address in clear on disk: HMAC(KD(server.key,"email-hash",D,32), …)."""

    def __init__(self, server_key: bytes, district: DistrictId) -> None:
        self._key = kd(server_key, "email-hash", district, 32)

    def __call__(self, address: str) -> bytes:
        return hmac256(self._key, normalise(address).encode())
