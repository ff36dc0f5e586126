"""The simulated account: its token, its numbers, what it remembers, and how it tells the product."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from notify.ports import Clock
from notify.simulator import webhooks
from notify.simulator.behaviour import Behaviour, Order
from notify.simulator.records import Records
from notify.simulator.schedule import Schedule
from notify.simulator.setup import Setup


@dataclass(slots=True)
class Account:
    """`rest_url` is known once the REST side listens; `retired` tokens still open it, as a secondary one does."""

    sid: str
    token: str
    setup: Setup
    public_url: str
    clock: Clock
    schedule: Schedule
    pace_s: float = 0.15
    records: Records = field(default_factory=Records)
    behaviour: Behaviour = field(default_factory=Behaviour)
    rest_url: str = ""
    retired: set[str] = field(default_factory=set)
    _free_at: dict[str, float] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def bucket(self, number: str) -> str:
        """What a STOP to this number closes: its whole service, or the number alone."""
        service = self.setup.service_of(number)
        return number if service is None else service.sid

    def opens(self, user: str, secret: str) -> bool:
        """Whether these credentials are the account's own."""
        return user == self.sid and secret in {self.token, *self.retired}

    def queue_s(self, number: str, segments: int) -> float:
        """How long a text of so many segments waits behind those that this number sends already."""
        rate = self.behaviour.segments_per_s
        if rate <= 0:
            return 0.0
        with self._lock:
            now = self.schedule.now()
            begins = max(now, self._free_at.get(number, now))
            self._free_at[number] = begins + segments / rate
            return begins - now

    def tell(
        self, url: str, forms: list[Mapping[str, str]], *, after_s: float = 0.0, step_s: float = 0.0
    ) -> None:
        """Status callbacks, in the order in which they become true; `step_s` apart. They arrive as `order` says."""
        order = self.behaviour.order
        if not url or order is Order.NEVER:
            return
        first = after_s + (self.behaviour.late_s if order is Order.LATE else 0.0)
        if order is Order.REVERSED:
            # Known to Twilio in order, told to us in another.
            forms, first = forms[::-1], first + len(forms) * step_s
        for number, form in enumerate(forms, 1):
            for _ in range(2 if order is Order.DOUBLED else 1):
                wait_s, post = first + number * step_s, self._posted(url, form)
                if wait_s:
                    self.schedule.after(wait_s, post)
                else:
                    post()

    def _posted(self, url: str, form: Mapping[str, str]) -> Callable[[], object]:
        # The token is read when it is sent: it may have been rotated meanwhile.
        return lambda: webhooks.post(url, form, self.token)
