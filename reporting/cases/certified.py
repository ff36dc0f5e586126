"""The public keys of a thread, believed only where they make its id: a database writer may have put in his own."""

from dataclasses import dataclass
from functools import lru_cache

from reporting.store.threads import Thread
from reporting.vault.notation import Unreadable
from reporting.vault.thread_keys import check_thread_id
from reporting.vault.xwing import PublicKey


class ThreadSwapped(Exception):
    """The public keys of a thread do not make its id. Nothing is sealed to them."""


@dataclass(frozen=True, slots=True)
class CertifiedKeys:
    talk: PublicKey
    case: PublicKey


def certified(thread: Thread) -> CertifiedKeys:
    """Ask before every append. Raises ThreadSwapped."""
    try:
        check_thread_id(thread.district, thread.id, thread.talk_pk, thread.case_pk)
    except Unreadable:
        raise ThreadSwapped from None
    return CertifiedKeys(_parsed(thread.talk_pk), _parsed(thread.case_pk))


@lru_cache(maxsize=256)
def _parsed(raw: bytes) -> PublicKey:
    """Of somebody who is writing now. Apart from the queues' keys, which the keys of many threads would drive out,
    and without their trial seal: that keeps a roster from stopping intake, and these keys were made here.
    """
    return PublicKey(raw)
