"""The envelope: one sealed message. A core that never changes, and recipients that come and go.

The key of the body needs the shred key as well as the key of a recipient: when the shred key is
erased, every copy dies, those sealed straight to a queue included. Recipients are outside the
core and its aad, so that a reader can be added or dropped without touching what was written.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reporting.model.kind import Kind
from reporting.vault.authorship import (
    AUTH_OF_KIND,
    Auth,
    SeenAuth,
    pack_auth,
    parse_auth,
)
from reporting.vault.notation import (
    ID_LENGTH,
    KEY_LENGTH,
    TAG_LENGTH,
    Unreadable,
    hkdf,
    label,
    lp,
    new_key,
    same,
    u8,
    u16,
    u32,
)
from reporting.vault.redacted import Redacted
from reporting.vault.xwing import SEAL_OVERHEAD, PrivateKey, PublicKey

BUCKETS = (512, 2048, 8192, 32768, 131072)
MOST_RECIPIENTS = 8
LARGEST_PAYLOAD = BUCKETS[-1] - 4 - 1 - 80
KINDS = frozenset(AUTH_OF_KIND)

_HEAD = b"\x01\x01"
_COMMIT_END = len(_HEAD) + 32
_BODY_START = _COMMIT_END + 4
_WRAP_LENGTH = KEY_LENGTH + SEAL_OVERHEAD
_SLOT_LENGTH = ID_LENGTH + _WRAP_LENGTH
# The key of a body is used once, so its nonce may be constant.
_NONCE = bytes(12)


class TooLarge(ValueError):
    """A payload above 131,000 bytes. Ask the writer to shorten it."""


@dataclass(frozen=True, slots=True)
class Context:
    """Where an envelope belongs; another place does not open it. `object` is the thread."""

    district: bytes
    object: bytes
    message: bytes
    epoch: int
    kind: Kind

    def encoded(self) -> bytes:
        return lp(label("ctx"), self.district, self.object, self.message, u16(self.epoch), u8(self.kind))


@dataclass(frozen=True, slots=True)
class Envelope:
    """As the store keeps it: `core` for ever, `recipients` mutable."""

    core: bytes
    recipients: bytes

    def __bytes__(self) -> bytes:
        return self.core + self.recipients

    @classmethod
    def parse(cls, raw: bytes) -> "Envelope":
        """Split core and recipients that stand in one string. Raises Unreadable."""
        if len(raw) < _BODY_START:
            raise Unreadable
        end = _BODY_START + int.from_bytes(raw[_COMMIT_END:_BODY_START], "big")
        envelope = cls(raw[:end], raw[end:])
        _check_core(envelope.core)
        _wraps(envelope.recipients)
        return envelope


@dataclass(frozen=True, slots=True, repr=False)
class Opened(Redacted):
    """What an envelope held. Who wrote it counts only after `authorship.verify_…` has agreed."""

    payload: bytes
    auth: SeenAuth


def seal(
    context: Context,
    payload: bytes,
    shred_key: bytes,
    recipients: Sequence[PublicKey],
    auth: Auth,
) -> Envelope:
    """Seal a payload for one to eight recipients. Raises TooLarge; ValueError for a wrong caller."""
    return seal_with(new_key(), context, payload, shred_key, recipients, auth)


def seal_with(  # noqa: PLR0917 - the fields of the format, in its order
    dek: bytes,
    context: Context,
    payload: bytes,
    shred_key: bytes,
    recipients: Sequence[PublicKey],
    auth: Auth,
) -> Envelope:
    """`seal` under a given data key, for known answers only: a data key is used once."""
    _check_call(context, shred_key, auth)
    place = context.encoded()
    plain = _pad(payload, pack_auth(auth, place, payload))
    keys = _body_keys(dek, shred_key, place)
    head = _HEAD + keys[32:]
    body = AESGCM(keys[:32]).encrypt(_NONCE, plain, _body_aad(place, head))
    return Envelope(
        head + u32(len(body)) + body,
        join_recipients(place, keys[32:], dek, recipients),
    )


def open_envelope(context: Context, envelope: Envelope, shred_key: bytes, key: PrivateKey) -> Opened:
    """Open with the private key of one recipient. Raises Unreadable, whatever is wrong."""
    place = _place(context)
    _check_core(envelope.core)
    dek = _find_dek(place, envelope, key)
    return _unpad(_open_body(place, envelope.core, dek, shred_key), context.kind)


def skim(
    context: Context,
    envelope: Envelope,
    shred_key: bytes,
    key_of: Callable[[bytes], PrivateKey | None],
) -> bytes | None:
    """The payload alone, by the first recipient whose key `key_of` gives; None without one. For whoever looks through
    thousands and believes nothing of them: who wrote it is not even read. Raises Unreadable.
    """
    place = _place(context)
    _check_core(envelope.core)
    for kid, sealed in _wraps(envelope.recipients).items():
        key = key_of(kid)
        if key is not None:
            # Named by the envelope: to ask the key for its name costs half an opening.
            info = _dek_info(place, kid, envelope.core[len(_HEAD) : _COMMIT_END])
            plain = _open_body(place, envelope.core, key.open_once(sealed, info), shred_key)
            return plain[4 : 4 + int.from_bytes(plain[:4], "big")]
    return None


def add_recipient(
    context: Context, envelope: Envelope, shred_key: bytes, key: PrivateKey, new: PublicKey
) -> bytes:
    """The recipients with one more; `key` must be one of them. The core stays as it is.

    Raises Unreadable, also when the envelope is damaged: no key is passed on unseen.
    ValueError when `new` is there already or eight are.
    """
    place = _place(context)
    _check_core(envelope.core)
    dek = _find_dek(place, envelope, key)
    _open_body(place, envelope.core, dek, shred_key)
    commit = envelope.core[len(_HEAD) : _COMMIT_END]
    sealed = new.seal(dek, _dek_info(place, new.kid, commit))
    return _join([*_wraps(envelope.recipients).items(), (new.kid, sealed)])


def drop_recipient(envelope: Envelope, kid: bytes) -> bytes:
    """The recipients without one. Raises ValueError for a stranger, and rather than drop the last."""
    wraps = _wraps(envelope.recipients)
    if kid not in wraps:
        raise ValueError("this key is no recipient")
    return _join([item for item in wraps.items() if item[0] != kid])


def recipient_kids(recipients: bytes) -> tuple[bytes, ...]:
    """The names of the keys that open an envelope. Raises Unreadable."""
    return tuple(_wraps(recipients))


def join_recipients(place: bytes, commit: bytes, dek: bytes, recipients: Sequence[PublicKey]) -> bytes:
    """A data key sealed to each of one to eight recipients, bound to its place and commitment; for streams as well."""
    return _join([(key.kid, key.seal(dek, _dek_info(place, key.kid, commit))) for key in recipients])


def dek_of(place: bytes, commit: bytes, recipients: bytes, key: PrivateKey) -> bytes:
    """Undo `join_recipients` for one of them. Raises Unreadable."""
    kid = key.public.kid
    sealed = _wraps(recipients).get(kid)
    if sealed is None:
        raise Unreadable
    return key.open(sealed, _dek_info(place, kid, commit))


def _check_call(context: Context, shred_key: bytes, auth: Auth) -> None:
    if context.kind not in KINDS:
        raise ValueError(f"kind {int(context.kind)} is not an envelope of this version")
    signer = AUTH_OF_KIND[context.kind].signer
    if not isinstance(auth, signer):
        raise TypeError(f"kind {int(context.kind)} is signed by {signer.__name__}")
    if len(shred_key) != KEY_LENGTH:
        raise ValueError("a shred key is 32 bytes")


def _place(context: Context) -> bytes:
    if context.kind not in KINDS:
        raise Unreadable
    return context.encoded()


def _body_keys(dek: bytes, shred_key: bytes, place: bytes) -> bytes:
    return hkdf(dek, salt=shred_key, info=lp(label("payload"), place), length=64)


def _body_aad(place: bytes, head: bytes) -> bytes:
    return lp(label("body"), place, head)


def _dek_info(place: bytes, kid: bytes, commit: bytes) -> bytes:
    return lp(label("dek"), place, kid, commit)


def _check_core(core: bytes) -> None:
    fits = (
        len(core) >= _BODY_START
        and core[: len(_HEAD)] == _HEAD
        and int.from_bytes(core[_COMMIT_END:_BODY_START], "big") == len(core) - _BODY_START
        and len(core) - _BODY_START - TAG_LENGTH in BUCKETS
    )
    if not fits:
        raise Unreadable


def _join(wraps: Sequence[tuple[bytes, bytes]]) -> bytes:
    if not 1 <= len(wraps) <= MOST_RECIPIENTS:
        raise ValueError("an envelope has one to eight recipients")
    if len({kid for kid, _ in wraps}) != len(wraps):
        raise ValueError("a recipient is named once")
    return u8(len(wraps)) + b"".join([kid + sealed for kid, sealed in wraps])


def _wraps(recipients: bytes) -> dict[bytes, bytes]:
    count = recipients[0] if recipients else 0
    if not 1 <= count <= MOST_RECIPIENTS or len(recipients) != 1 + count * _SLOT_LENGTH:
        raise Unreadable
    starts = range(1, len(recipients), _SLOT_LENGTH)
    wraps = {recipients[at : at + ID_LENGTH]: recipients[at + ID_LENGTH : at + _SLOT_LENGTH] for at in starts}
    if len(wraps) != count:
        raise Unreadable
    return wraps


def _find_dek(place: bytes, envelope: Envelope, key: PrivateKey) -> bytes:
    return dek_of(place, envelope.core[len(_HEAD) : _COMMIT_END], envelope.recipients, key)


def _open_body(place: bytes, core: bytes, dek: bytes, shred_key: bytes) -> bytes:
    if len(shred_key) != KEY_LENGTH:
        raise Unreadable
    keys = _body_keys(dek, shred_key, place)
    # The commitment binds the core to one key: no second message hides under another.
    if not same(keys[32:], core[len(_HEAD) : _COMMIT_END]):
        raise Unreadable
    try:
        return AESGCM(keys[:32]).decrypt(_NONCE, core[_BODY_START:], _body_aad(place, core[:_COMMIT_END]))
    except InvalidTag:
        raise Unreadable from None


def _bucket(size: int) -> int:
    for bucket in BUCKETS:
        if size <= bucket:
            return bucket
    raise TooLarge(f"a message is at most {LARGEST_PAYLOAD} bytes; shorten it")


def _pad(payload: bytes, auth: bytes) -> bytes:
    plain = u32(len(payload)) + payload + auth
    return plain.ljust(_bucket(len(plain)), b"\0")


def _unpad(plain: bytes, kind: Kind) -> Opened:
    length = int.from_bytes(plain[:4], "big")
    payload = plain[4 : 4 + length]
    # A length beyond the end leaves nothing to parse, which is refused there.
    auth, used = parse_auth(plain[4 + length :], kind)
    end = 4 + length + used
    if any(plain[end:]) or _bucket(end) != len(plain):
        raise Unreadable
    return Opened(payload, auth)
