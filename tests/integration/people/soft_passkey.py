"""An authenticator in software: makes keys, verifies its owner (or not), signs for a site, derives by the prf extension."""

import json
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from hmac import digest
from typing import Any

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from reporting.people.challenges import decode
from reporting.people.passkeys import Answer, Ask
from reporting.vault.base64url import encode

UP, UV, AT = 0x01, 0x04, 0x40


@dataclass
class SoftPasskey:
    """One device. `lies`: what it says otherwise than it should."""

    origin: str = "http://localhost"
    site: str = "localhost"
    verifies: bool = True
    derives: bool = True
    count: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: bytes = b""

    def make(self, ask: Ask) -> Answer:
        self.user = decode(ask.user)
        numbers = self.key.public_key().public_numbers()
        cose = {
            1: 2,
            3: -7,
            -1: 1,
            -2: numbers.x.to_bytes(32, "big"),
            -3: numbers.y.to_bytes(32, "big"),
        }
        held = bytes(16) + len(self.credential).to_bytes(2, "big") + self.credential + cbor2.dumps(cose)
        seen = self._seen(AT) + held
        made = cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": seen})
        said = {"clientDataJSON": self._client("webauthn.create", ask), "attestationObject": encode(made)}
        return self._answer(said, ask)

    def sign(self, ask: Ask) -> Answer:
        self.count += 1
        client = self._client("webauthn.get", ask)
        seen = self._seen(0)
        signed = self.key.sign(seen + sha256(decode(client)).digest(), ec.ECDSA(hashes.SHA256()))
        said = {
            "clientDataJSON": client,
            "authenticatorData": encode(seen),
            "signature": encode(signed),
            "userHandle": encode(self.user),
        }
        return self._answer(said, ask)

    def _seen(self, flags: int) -> bytes:
        flags |= UP | (UV if self.verifies else 0)
        return sha256(self.site.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _client(self, kind: str, ask: Ask) -> str:
        said = {"type": kind, "challenge": ask.challenge, "origin": self.origin, "crossOrigin": False}
        return encode(json.dumps(said).encode())

    def _answer(self, response: dict[str, Any], ask: Ask) -> Answer:
        named = encode(self.credential)
        said = {"id": named, "rawId": named, "type": "public-key", "response": response}
        derived = digest(self.secret, decode(ask.salt), "sha256") if self.derives else b""
        return Answer(json.dumps(said), encode(derived), ask.challenge)
