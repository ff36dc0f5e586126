"""A stream: one sealed file of a thread (kind 10), in chunks of 64 KiB. vault.md §3, ADR "A file is a sealed stream".

Its core names how many chunks there are and commits to one key; each chunk knows its number and whether it is the last,
so that none can be cut off, moved, or put into another file. Who wrote it follows from the message that lists its hash.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from reporting.model.kind import Kind
from reporting.vault.envelope import Context, dek_of, join_recipients
from reporting.vault.notation import (
    KEY_LENGTH,
    TAG_LENGTH,
    Unreadable,
    hkdf,
    label,
    lp,
    new_key,
    same,
    u8,
    u32,
    u64,
)
from reporting.vault.redacted import Redacted
from reporting.vault.xwing import PrivateKey, PublicKey

CHUNK = 65_536
LARGEST = 25 * 1024 * 1024
MOST_CHUNKS = LARGEST // CHUNK + 1
_HEAD = b"\x01\x03"
_COMMIT_END = len(_HEAD) + 32
_CORE_LENGTH = _COMMIT_END + 4
_SIZE = 8


@dataclass(frozen=True, slots=True)
class Core:
    """As the store keeps it: `core` for ever, `recipients` mutable, `chunks` how many follow."""

    core: bytes
    recipients: bytes
    chunks: int


class Sealer(Redacted):
    """Seals one file. Read `core` for its row, then take `chunks` once, then `digest` for the message that lists it."""

    def __init__(
        self,
        context: Context,
        data: bytes,
        shred_key: bytes,
        recipients: Sequence[PublicKey],
        *,
        dek: bytes | None = None,
    ) -> None:
        """`dek`: for known answers only, since a data key is used once. Raises ValueError for a wrong caller: another
        kind, a file that is empty or larger than 25 MiB.
        """
        if context.kind is not Kind.ATTACHMENT:
            raise ValueError("a stream is of kind 10")
        if not 0 < len(data) <= LARGEST:
            raise ValueError("a file has one byte to 25 MiB")
        if len(shred_key) != KEY_LENGTH:
            raise ValueError("a shred key is 32 bytes")
        place, once = context.encoded(), dek or new_key()
        keys = _keys(once, shred_key, place)
        count = _chunks_of(len(data))
        core = _HEAD + keys[32:] + u32(count)
        self.core = Core(core, join_recipients(place, keys[32:], once, recipients), count)
        self._cipher, self._aad, self._data = AESGCM(keys[:32]), _aad(place, core), data
        self._hash = sha256()

    def chunks(self) -> Iterator[bytes]:
        """Each of 64 KiB and its tag."""
        count = self.core.chunks
        for at in range(count):
            sealed = self._cipher.encrypt(_nonce(at, count), self._plain(at), self._aad)
            self._hash.update(sealed)
            yield sealed

    @property
    def digest(self) -> bytes:
        """SHA-256 of all chunks that were taken so far."""
        return self._hash.digest()

    def _plain(self, at: int) -> bytes:
        start = at * CHUNK - _SIZE
        piece = (
            u64(len(self._data)) + self._data[: CHUNK - _SIZE]
            if at == 0
            else self._data[start : start + CHUNK]
        )
        return piece.ljust(CHUNK, b"\0")


class Opener(Redacted):
    """Opens one file. Nothing of it is given out before its last chunk has been verified."""

    def __init__(self, context: Context, core: Core, shred_key: bytes, key: PrivateKey) -> None:
        """Raises Unreadable."""
        if context.kind is not Kind.ATTACHMENT or len(shred_key) != KEY_LENGTH:
            raise Unreadable
        raw = core.core
        if len(raw) != _CORE_LENGTH or raw[: len(_HEAD)] != _HEAD:
            raise Unreadable
        self._count = int.from_bytes(raw[_COMMIT_END:], "big")
        if not 1 <= self._count <= MOST_CHUNKS or self._count != core.chunks:
            raise Unreadable
        place, commit = context.encoded(), raw[len(_HEAD) : _COMMIT_END]
        keys = _keys(dek_of(place, commit, core.recipients, key), shred_key, place)
        if not same(keys[32:], commit):
            raise Unreadable
        self._cipher, self._aad = AESGCM(keys[:32]), _aad(place, raw)

    def open(self, chunks: Callable[[], Iterable[bytes]], digest: bytes, size: int) -> Iterator[bytes]:
        """The file in pieces. `chunks` is called twice: to verify all, then to read; `digest` and `size` are those that
        the message lists. Raises Unreadable before the first piece is given out.
        """
        self._verify(chunks(), digest, size)
        return self._pieces(chunks(), size)

    def _verify(self, chunks: Iterable[bytes], digest: bytes, size: int) -> None:
        seen, found = 0, sha256()
        for at, sealed in enumerate(chunks):
            found.update(sealed)
            plain = self._one(at, sealed)
            if at == 0 and int.from_bytes(plain[:_SIZE], "big") != size:
                raise Unreadable
            # After the data there is nothing but zeros: no second file hides behind the first.
            if any(plain[max(0, min(CHUNK, _SIZE + size - at * CHUNK)) :]):
                raise Unreadable
            seen += 1
        if seen != self._count or _chunks_of(size) != seen or not same(found.digest(), digest):
            raise Unreadable

    def _pieces(self, chunks: Iterable[bytes], size: int) -> Iterator[bytes]:
        left = size
        for at, sealed in enumerate(chunks):
            plain = self._one(at, sealed)
            piece = plain[_SIZE if at == 0 else 0 :][:left]
            left -= len(piece)
            yield piece

    def _one(self, at: int, sealed: bytes) -> bytes:
        if at >= self._count or len(sealed) != CHUNK + TAG_LENGTH:
            raise Unreadable
        try:
            return self._cipher.decrypt(_nonce(at, self._count), sealed, self._aad)
        except InvalidTag:
            raise Unreadable from None


def _chunks_of(size: int) -> int:
    return -(-(_SIZE + size) // CHUNK)


def _keys(dek: bytes, shred_key: bytes, place: bytes) -> bytes:
    return hkdf(dek, salt=shred_key, info=lp(label("stream"), place), length=64)


def _aad(place: bytes, core: bytes) -> bytes:
    return sha256(lp(label("stream"), place, core)).digest()


def _nonce(at: int, count: int) -> bytes:
    return u64(at) + b"\0\0" + u8(at == count - 1) + b"\0"
