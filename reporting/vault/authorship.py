"""Who wrote a message: a member, someone with the six words, the system, or nobody who can show it.

The proof stands inside the sealed body and covers the place and the payload.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from reporting.model.ids import MemberId
from reporting.model.kind import Kind
from reporting.vault.notation import (
    HASH_LENGTH,
    ID_LENGTH,
    Unreadable,
    hmac256,
    kd,
    label,
    lp,
    same,
    u8,
)
from reporting.vault.redacted import Redacted
from reporting.vault.signing import SIGNATURE_LENGTH, SigningKey, verify


@dataclass(frozen=True, slots=True)
class NoAuth:
    """Nobody signs: a text, a number, a summary."""


@dataclass(frozen=True, slots=True, repr=False)
class ByMember(Redacted):
    member: bytes
    key: SigningKey


@dataclass(frozen=True, slots=True, repr=False)
class ByReporter(Redacted):
    """Someone with the six words. Staff could make the same proof: it never means "the student"."""

    talk_seed: bytes


@dataclass(frozen=True, slots=True, repr=False)
class BySystem(Redacted):
    key: SigningKey


Auth = NoAuth | ByMember | ByReporter | BySystem


@dataclass(frozen=True, slots=True)
class SeenNothing:
    """The message claims no author."""


@dataclass(frozen=True, slots=True)
class SeenMember:
    member: MemberId
    signature: bytes


@dataclass(frozen=True, slots=True)
class SeenReporter:
    mac: bytes


@dataclass(frozen=True, slots=True)
class SeenSystem:
    signature: bytes


SeenAuth = SeenNothing | SeenMember | SeenReporter | SeenSystem


class _Rule(NamedTuple):
    code: int
    signer: type[Auth]


_NONE = _Rule(0, NoAuth)
_MEMBER = _Rule(1, ByMember)
_REPORTER = _Rule(2, ByReporter)
_SYSTEM = _Rule(3, BySystem)

# A kind that may come without its proof is a kind that a database writer may forge.
AUTH_OF_KIND = {
    Kind.WEB: _REPORTER,
    Kind.SMS: _NONE,
    Kind.STAFF_REPLY: _MEMBER,
    Kind.NOTE: _MEMBER,
    Kind.SYSTEM: _SYSTEM,
    Kind.TRIAGE: _SYSTEM,
    Kind.CONTACT: _NONE,
    Kind.SUMMARY: _NONE,
    Kind.DRAFT: _MEMBER,
    Kind.PACKET: _MEMBER,
    Kind.REFERRAL_SECRET: _MEMBER,
}
_LENGTHS = {0: 0, 1: ID_LENGTH + SIGNATURE_LENGTH, 2: HASH_LENGTH, 3: SIGNATURE_LENGTH}


def signed_bytes(place: bytes, payload: bytes) -> bytes:
    """What every proof covers; `place` is `Context.encoded()`."""
    return lp(label("auth"), place, payload)


def reporter_mac(talk_seed: bytes, place: bytes, payload: bytes) -> bytes:
    return hmac256(kd(talk_seed, "reporter-mac"), signed_bytes(place, payload))


def pack_auth(auth: Auth, place: bytes, payload: bytes) -> bytes:
    """The number of the proof and the proof."""
    match auth:
        case NoAuth():
            return u8(0)
        case ByMember(member, key):
            return u8(1) + member + key.sign(signed_bytes(place, payload))
        case ByReporter(talk_seed):
            return u8(2) + reporter_mac(talk_seed, place, payload)
        case BySystem(key):
            return u8(3) + key.sign(signed_bytes(place, payload))


def parse_auth(rest: bytes, kind: Kind) -> tuple[SeenAuth, int]:
    """The proof at the start of `rest`, and how many bytes it took. Raises Unreadable."""
    code = rest[0] if rest else -1
    if code != AUTH_OF_KIND[kind].code:
        raise Unreadable
    end = 1 + _LENGTHS[code]
    proof = rest[1:end]
    if len(proof) != _LENGTHS[code]:
        raise Unreadable
    if code == _MEMBER.code:
        return SeenMember(MemberId(proof[:ID_LENGTH]), proof[ID_LENGTH:]), end
    if code == _REPORTER.code:
        return SeenReporter(proof), end
    if code == _SYSTEM.code:
        return SeenSystem(proof), end
    return SeenNothing(), end


def verify_member(place: bytes, payload: bytes, auth: SeenAuth, member: bytes, public: bytes) -> None:
    """Raises Unreadable unless this member, holder of `public`, signed the payload for this place."""
    if not isinstance(auth, SeenMember) or auth.member != member:
        raise Unreadable
    verify(public, auth.signature, signed_bytes(place, payload))


def verify_reporter(place: bytes, payload: bytes, auth: SeenAuth, talk_seed: bytes) -> None:
    """Raises Unreadable unless someone with the six words (or staff) wrote the payload for this place."""
    if not isinstance(auth, SeenReporter) or not same(auth.mac, reporter_mac(talk_seed, place, payload)):
        raise Unreadable


def verify_system(place: bytes, payload: bytes, auth: SeenAuth, publics: Iterable[bytes]) -> None:
    """Raises Unreadable unless one of the system's keys, present or past, signed the payload."""
    if not isinstance(auth, SeenSystem):
        raise Unreadable
    for public in publics:
        try:
            return verify(public, auth.signature, signed_bytes(place, payload))
        except Unreadable:
            continue
    raise Unreadable
