"""How passkeys know this site, and what they answer. The one place that speaks WebAuthn (W3C, level 3).

Its library is loaded with the first answer that is read: with what it needs it takes more than ten megabytes.
"""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from reporting.people.challenges import decode

ALGORITHMS = (-8, -7, -257)  # Ed25519, P-256, RSA: what authenticators can
LONGEST_ANSWER = 32 * 1024


class NotAnswered(Exception):
    """An answer that is none: another site's, another challenge's, another key's, or without its owner verified."""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    credential: bytes
    public_key: bytes
    signs: int


@dataclass(frozen=True, slots=True)
class Relying:
    """`site`: the host name that passkeys are bound to. `origin`: the address that browsers see."""

    site: str
    origin: str

    @classmethod
    def at(cls, base: str) -> "Relying":
        """`base`: the address of the staff site. Browsers refuse an IP address, but not localhost."""
        parts = urlsplit(base)
        return cls(parts.hostname or "localhost", f"{parts.scheme}://{parts.netloc}")

    def made(self, answer: str, challenge: bytes) -> NewPasskey:
        """What an authenticator says of a key that it just made. Raises NotAnswered."""
        from webauthn import verify_registration_response
        from webauthn.helpers.exceptions import WebAuthnException

        try:
            found = verify_registration_response(
                credential=_read(answer),
                expected_challenge=challenge,
                expected_rp_id=self.site,
                expected_origin=self.origin,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            raise NotAnswered from None
        return NewPasskey(found.credential_id, found.credential_public_key, found.sign_count)

    def signed(self, answer: str, challenge: bytes, public_key: bytes, signs: int) -> int:
        """The key answered this challenge, its owner verified; its count from now on. Raises NotAnswered."""
        from webauthn import verify_authentication_response
        from webauthn.helpers.exceptions import WebAuthnException

        try:
            found = verify_authentication_response(
                credential=_read(answer),
                expected_challenge=challenge,
                expected_rp_id=self.site,
                expected_origin=self.origin,
                credential_public_key=public_key,
                credential_current_sign_count=signs,
                require_user_verification=True,
            )
        except (WebAuthnException, ValueError, KeyError, TypeError):
            raise NotAnswered from None
        return found.new_sign_count


def credential_of(answer: str) -> tuple[bytes, bytes]:
    """(the credential's id, the member whom it says it belongs to; empty where it says nothing). Raises NotAnswered."""
    try:
        said: Any = _read(answer)
        return _bytes(said["rawId"]), _bytes(said["response"].get("userHandle") or "")
    except (ValueError, KeyError, TypeError, AttributeError):
        raise NotAnswered from None


def _read(answer: str) -> dict[str, Any]:
    if len(answer) > LONGEST_ANSWER:
        raise ValueError("longer than any authenticator's answer")
    said = json.loads(answer)
    if not isinstance(said, dict):
        raise TypeError
    return said


def _bytes(text: object) -> bytes:
    return decode(str(text))
