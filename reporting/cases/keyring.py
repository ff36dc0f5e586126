"""Which of a person's keys opens what: the keys of their queues, present and past, and their own."""

from collections.abc import Iterable, Sequence

from reporting.model.ids import QueueId
from reporting.people.refused import NoQueueKey
from reporting.people.staff_session import StaffSession
from reporting.store.wraps import Wrap
from reporting.vault.notation import Unreadable
from reporting.vault.thread_keys import ThreadKeys, unwrap_known_thread, unwrap_thread
from reporting.vault.xwing import PrivateKey

OLD_EPOCHS = 4


class Keyring:
    """Opens a key once a request, and only when something is sealed to it."""

    def __init__(self, session: StaffSession) -> None:
        self._session = session
        self._own = session.unlocked.x
        self._without: set[tuple[QueueId, int | None]] = set()  # keys that are not this person's
        self._by_kid: dict[bytes, PrivateKey] | None = None
        self._by_wrap: dict[tuple[bytes, bytes], PrivateKey | None] = {}

    @property
    def holders(self) -> tuple[bytes, ...]:
        """Under whose names this person's lists stand: their queues', and their own."""
        return (*sorted(self._session.principal.queues), self._session.member)

    @property
    def own(self) -> PrivateKey:
        return self._own

    def queue_keys(self) -> tuple[PrivateKey, ...]:
        """The present keys of all queues that this person can open, and their own."""
        held = (self._key_of(queue, None) for queue in sorted(self._session.principal.queues))
        return (self._own, *(key for key in held if key is not None))

    def one_of(self, kids: Sequence[bytes], *, likely: QueueId) -> PrivateKey | None:
        """A present key of this person's among these; that of the queue `likely` first, so that mostly no other is opened."""
        first = self._key_of(likely, None) if likely in self._session.principal.queues else None
        if first is not None and first.public.kid in kids:
            return first
        return next((key for kid in kids if (key := self.present(kid)) is not None), None)

    def present(self, kid: bytes) -> PrivateKey | None:
        """The key of that name, if it is a present one of this person's."""
        if self._by_kid is None:
            self._by_kid = {key.public.kid: key for key in self.queue_keys()}
        return self._by_kid.get(kid)

    def _key_of(self, queue: QueueId, epoch: int | None) -> PrivateKey | None:
        if (queue, epoch) in self._without:
            return None
        try:
            return self._session.queue_key(queue, epoch)
        except NoQueueKey:
            self._without.add((queue, epoch))
            return None

    def thread_keys(
        self, thread: bytes, wraps: Iterable[Wrap], publics: tuple[bytes, bytes] | None = None
    ) -> ThreadKeys | None:
        """The thread's keys by the first wrap that one of this person's keys opens; None without one.

        `publics`: its talk and case key as its row has them, which halves the work where many threads are opened.
        """
        district = self._session.district
        for wrap in wraps:
            for key in self._candidates(wrap):
                if key.public.kid != wrap.kid:
                    continue
                try:
                    if publics is None:
                        return unwrap_thread(district, thread, wrap.epoch, key, wrap.sealed)
                    return unwrap_known_thread(
                        district, thread, wrap.epoch, key, wrap.sealed, publics=publics
                    )
                except Unreadable:
                    continue
        return None

    def opener(self, wrap: Wrap) -> PrivateKey | None:
        """The key that a wrap names, present or past; None where it is not this person's."""
        name = (wrap.target, wrap.kid)
        if name not in self._by_wrap:
            fits = (key for key in self._candidates(wrap) if key.public.kid == wrap.kid)
            self._by_wrap[name] = next(fits, None)
        return self._by_wrap[name]

    def known(self, kid: bytes) -> PrivateKey | None:
        """The key of that name: one that `opener` found, or a present one."""
        found = (key for (_, one), key in self._by_wrap.items() if one == kid and key is not None)
        return next(found, None) or self.present(kid)

    def _candidates(self, wrap: Wrap) -> Iterable[PrivateKey]:
        if wrap.target_kind == "member":
            if wrap.target == self._session.member:
                yield self._own
            return
        queue = QueueId(wrap.target)
        if queue not in self._session.principal.queues:
            return
        # A thread that waits for its new wrap is still under an older key of the queue.
        for epoch in (None, *range(OLD_EPOCHS)):
            key = self._key_of(queue, epoch)
            if key is not None:
                yield key
            elif epoch is None:
                return
