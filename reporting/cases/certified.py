"""The public keys of a thread, believed only where they make its id: a database writer may have put in his own."""

from dataclasses import dataclass

from reporting.store.threads import Thread
from reporting.vault.notation import Unreadable
from reporting.vault.thread_keys import check_thread_id
from reporting.vault.xwing import PublicKey, public_key


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
    return CertifiedKeys(public_key(thread.talk_pk), public_key(thread.case_pk))
