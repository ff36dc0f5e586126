"""The simulator as the demo and the tests hold it: start it, text from a phone, press a key, see what left."""

import threading
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from notify.ports import Clock, Delivery, Sent
from notify.simulator import calling, setup, texting, webhooks
from notify.simulator.account import Account
from notify.simulator.behaviour import Behaviour, Manner, Order, Weather
from notify.simulator.records import Record
from notify.simulator.schedule import Schedule
from notify.simulator.server import Server


@dataclass(slots=True)
class Simulator:
    """`public_url` is the product's address, on loopback; `numbers` are the service's own.

    `settings`: what is set in the account's console; without, the numbers alone, their webhooks ours.
    With `threaded`, statuses move by themselves (`pace_s` a step); without, `settle()` moves them.
    """

    public_url: str
    numbers: Collection[str]
    clock: Clock
    account_sid: str = "AC" + "5" * 32
    token: str = "simulated-token"  # noqa: S105 -- the password of a simulated account
    pace_s: float = 0.15
    threaded: bool = True
    settings: setup.Setup | None = None
    account: Account = field(init=False)
    _server: Server | None = field(default=None, init=False)
    _threads: list[threading.Thread] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if urlsplit(self.public_url).hostname not in webhooks.LOOPBACK:
            raise webhooks.NotLoopback("The simulator is for a product on this machine only.")
        self.account = Account(
            sid=self.account_sid,
            token=self.token,
            setup=self.settings or setup.bare(self.numbers, self.public_url),
            public_url=self.public_url,
            clock=self.clock,
            # Without a thread, the clock that is handed in is the carrier's too: nobody waits for a call to ring out.
            schedule=Schedule() if self.threaded else Schedule(now=lambda: self.clock().timestamp()),
            pace_s=self.pace_s,
        )

    @property
    def behaviour(self) -> Behaviour:
        return self.account.behaviour

    def weather(self) -> dict[str, Any]:
        """How carrier, callbacks and phones behave now, in the shape of /simulator/behaviour.json."""
        behaviour = self.account.behaviour
        return {
            "carrier": behaviour.weather.value,
            "callbacks": behaviour.order.value,
            "phones": {number: manner.value for number, manner in behaviour.manners().items()},
        }

    @property
    def base_url(self) -> str:
        """Where the carrier's `base_url` points to."""
        if self._server is None:
            raise RuntimeError("The simulator is not started: call start() first.")
        return self._server.url

    def start(self, port: int = 0) -> str:
        """Listen on a loopback port; returns the base address for the official client."""
        self._server = Server(self.account, port)
        self.account.rest_url = self._server.url
        targets = [self._server.serve, *([self.account.schedule.serve] if self.threaded else [])]
        self._threads = [threading.Thread(target=each, name="simulator", daemon=True) for each in targets]
        for thread in self._threads:
            thread.start()
        return self._server.url

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        self.account.schedule.stop()
        for thread in self._threads:
            thread.join()

    def settle(self, horizon_s: float = 5.0) -> None:
        """Let everything that is under way arrive now: statuses, callbacks and what they lead to."""
        self.account.schedule.run_all(horizon_s)

    def rotate(self, token: str) -> None:
        """A new auth token signs from now on; the old one still opens the REST side."""
        self.account.retired.add(self.account.token)
        self.account.token = self.token = token

    def text(
        self, from_: str, to: str, body: str, media: int = 0, *, files: Sequence[tuple[str, bytes]] = ()
    ) -> int:
        """A phone texts the service. Returns the HTTP status that the product's webhook answered.

        `files`: (declared type, bytes) of what comes with it; `media`: how many pictures of one point more.
        """
        return texting.hear(self.account, from_, to, body, media, files=files).status

    def press(self, call: str, digit: str) -> str:
        """Answer a call (by its sid) and press a key; returns what the product says then."""
        return calling.press(self.account, call, digit)

    def voicemail(self, call: str) -> bool:
        """Let a call go to its mailbox. False: there is no such call, or it is over."""
        return calling.voicemail(self.account, call)

    def decline(self, call: str) -> bool:
        """Push a call away. False: it does not ring any more."""
        return calling.decline(self.account, call)

    def hang_up(self, call: str) -> bool:
        """Answer a call, listen and hang up. False: there is no such call, or it is over."""
        return calling.hang_up(self.account, call)

    def behave(self, *, carrier: str = "", callbacks: str = "", phone: str = "", manner: str = "") -> None:
        """Change what is not empty, `phone` and `manner` together. Raises ValueError; then nothing has changed."""
        weather = Weather(carrier) if carrier else self.account.behaviour.weather
        order = Order(callbacks) if callbacks else self.account.behaviour.order
        if phone:
            self.account.behaviour.set_phone(phone, Manner(manner).phone)
        self.account.behaviour.order = order
        if carrier:
            self.account.behaviour.turn(weather)

    def messages(self) -> list[dict[str, Any]]:
        """All that left, oldest first, in the shape of /simulator/messages.json."""
        return [_shown(each) for each in self.account.records.all() if each.left]

    def conversation(self) -> list[dict[str, Any]]:
        """Both directions, oldest first, for the page with the phones."""
        return [
            {**_shown(each), "inbound": not each.left, "files": len(each.media)}
            for each in self.account.records.all()
        ]

    def send_mail(self, *, to: str, subject: str, body: str, reference: str) -> Sent:
        """The mail port (`ports.Mailer`): the demo has no mail server, its mails are shown as they leave."""
        records = self.account.records
        record = records.add(
            Record(
                sid=f"EM{reference}",
                kind="email",
                to=to,
                sender="",
                body=f"{subject}\n\n{body}",
                at=self.clock(),
                status="sent",
                direction="outbound-api",
            )
        )
        return Sent(record.sid, Delivery.SENT)


def _shown(record: Record) -> dict[str, Any]:
    return {
        "sid": record.sid,
        "to": record.to,
        "from": record.sender,
        "kind": record.kind,
        "body": record.body,
        "at": record.at.isoformat(),
        "status": record.status,
        "error": record.error or None,
    }
