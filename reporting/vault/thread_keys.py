"""The two keys of a thread, and how its readers come by them.

Six words must not open what staff write to each other: the talk key is for staff and reporter,
the case key for staff alone. Both come from one random case root, which is what queues are given.
"""

from functools import cached_property

from reporting.model.ids import ThreadId
from reporting.vault.notation import ID_LENGTH, KEY_LENGTH, Unreadable, kd, label, lp, new_key, sha256, u16
from reporting.vault.redacted import Redacted
from reporting.vault.xwing import PrivateKey, PublicKey


def thread_id(district: bytes, talk_pk: bytes, case_pk: bytes) -> ThreadId:
    """The id certifies both public keys: whoever swaps one in the database changes the id."""
    return ThreadId(sha256(lp(label("thread-id"), district, talk_pk, case_pk))[:ID_LENGTH])


def check_thread_id(district: bytes, thread: bytes, talk_pk: bytes, case_pk: bytes) -> None:
    """Ask before every append at epoch 0. Raises Unreadable when a key is not the thread's own."""
    if thread_id(district, talk_pk, case_pk) != thread:
        raise Unreadable


class ThreadKeys(Redacted):
    """All keys of one thread at epoch 0, from its case root of 32 bytes."""

    def __init__(self, district: bytes, case_root: bytes) -> None:
        if len(case_root) != KEY_LENGTH:
            raise Unreadable
        self.district = district
        self.case_root = case_root
        self.talk_seed = kd(case_root, "talk-seed")

    @classmethod
    def generate(cls, district: bytes) -> "ThreadKeys":
        return cls(district, new_key())

    @cached_property
    def case(self) -> PrivateKey:
        return PrivateKey(kd(self.case_root, "case-seed"))

    @cached_property
    def talk(self) -> PrivateKey:
        return PrivateKey(self.talk_seed)

    @cached_property
    def thread_id(self) -> ThreadId:
        return thread_id(self.district, self.talk.public.raw, self.case.public.raw)


def _info(district: bytes, thread: bytes, epoch: int, kid: bytes) -> bytes:
    return lp(label("thread-wrap"), district, thread, u16(epoch), kid)


def wrap_case_root(
    district: bytes, thread: bytes, epoch: int, recipient: PublicKey, case_root: bytes
) -> bytes:
    """Give a queue or a member the whole thread: 1,168 bytes that only the recipient opens."""
    return recipient.seal(case_root, _info(district, thread, epoch, recipient.kid))


def unwrap_case_root(district: bytes, thread: bytes, epoch: int, key: PrivateKey, sealed: bytes) -> bytes:
    """Undo `wrap_case_root`. Raises Unreadable."""
    return key.open(sealed, _info(district, thread, epoch, key.public.kid))


def unwrap_thread(district: bytes, thread: bytes, epoch: int, key: PrivateKey, sealed: bytes) -> ThreadKeys:
    """The keys of a thread, checked against its id. Raises Unreadable when they are another thread's."""
    keys = ThreadKeys(district, unwrap_case_root(district, thread, epoch, key, sealed))
    if epoch == 0 and keys.thread_id != thread:
        raise Unreadable
    return keys


def unwrap_known_thread(
    district: bytes,
    thread: bytes,
    epoch: int,
    key: PrivateKey,
    sealed: bytes,
    *,
    publics: tuple[bytes, bytes],
) -> ThreadKeys:
    """`unwrap_thread` for whoever has the row with its talk and case key, in this order: the id certifies the pair, so
    that one of the two need be derived to know the root. Raises Unreadable.
    """
    check_thread_id(district, thread, *publics)
    keys = ThreadKeys(district, key.open_once(sealed, _info(district, thread, epoch, key.public.kid)))
    if epoch == 0 and keys.talk.public.raw != publics[0]:
        raise Unreadable
    return keys


def skimmed_thread(
    district: bytes, thread: bytes, epoch: int, key: PrivateKey, sealed: bytes, *, kid: bytes
) -> ThreadKeys:
    """`unwrap_thread` for `envelope.skim`: nothing says that the keys are this thread's, but that its messages open by
    them. `kid`: of the key, which is not asked for it. Raises Unreadable.
    """
    return ThreadKeys(district, key.open_once(sealed, _info(district, thread, epoch, kid)))
