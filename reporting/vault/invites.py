"""Invitations: a secret in a one-time link proves that the joiner's keys are those of the invited person.

The secret rests sealed to each registrar, so that any registrar's session can check the proof.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from reporting.vault import base64url
from reporting.vault.notation import (
    KEY_LENGTH,
    Unreadable,
    hmac256,
    kd,
    label,
    lp,
    new_key,
    same,
    sha256,
)
from reporting.vault.redacted import Redacted
from reporting.vault.xwing import PrivateKey, PublicKey

LIFETIME = timedelta(hours=72)


@dataclass(frozen=True, slots=True, repr=False)
class Invitation(Redacted):
    """The secret of 32 bytes that stands in the link, and nowhere in clear but there."""

    secret: bytes

    @classmethod
    def draw(cls) -> "Invitation":
        return cls(new_key())

    @classmethod
    def from_link(cls, text: str) -> "Invitation":
        """Raises Unreadable."""
        return cls(base64url.decode_key(text))

    @property
    def link(self) -> str:
        """The end of the address: 43 URL-safe characters."""
        return base64url.encode(self.secret)

    @property
    def row_id(self) -> bytes:
        """Where the store keeps it: 32 bytes that do not lead back to the secret."""
        return sha256(lp(label("invite-id"), self.secret))

    def seal(self, district: bytes, registrar: PublicKey) -> bytes:
        """The secret for one registrar."""
        return registrar.seal(self.secret, _info(district, self.row_id, registrar.kid))

    @classmethod
    def open(cls, district: bytes, row_id: bytes, key: PrivateKey, sealed: bytes) -> "Invitation":
        """Undo `seal`. Raises Unreadable, also when the secret is another row's."""
        secret = key.open(sealed, _info(district, row_id, key.public.kid))
        invitation = cls(secret)
        if len(secret) != KEY_LENGTH or not same(invitation.row_id, row_id):
            raise Unreadable
        return invitation

    def join_mac(self, district: bytes, member: bytes, ed: bytes, x: bytes) -> bytes:
        """The joiner's proof: whoever holds the link made these public keys."""
        return hmac256(kd(self.secret, "join"), lp(label("join"), district, member, ed, x))

    def check_join(self, district: bytes, member: bytes, ed: bytes, x: bytes, mac: bytes) -> None:
        """Raises Unreadable unless the keys came through the link. Ask before signing `member`."""
        if not same(self.join_mac(district, member, ed, x), mac):
            raise Unreadable


def expired(created: datetime, now: datetime) -> bool:
    return now - created >= LIFETIME


def _info(district: bytes, row_id: bytes, kid: bytes) -> bytes:
    return lp(label("invite"), district, row_id, kid)
