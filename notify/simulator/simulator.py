"""The simulator as the demo and the tests hold it: start it, text from a phone, press a key, see what left."""

import threading
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from notify.ports import Clock, Delivery, Sent
from notify.simulator import webhooks
from notify.simulator.account import Account
from notify.simulator.behaviour import Behaviour
from notify.simulator.records import Record
from notify.simulator.schedule import Schedule
from notify.simulator.server import Server


@dataclass(slots=True)
class Simulator:
    """`public_url` is the product's address, on loopback; `numbers` are the service's own.

    With `threaded`, statuses move by themselves (`pace_s` a step); without, `settle()` moves them.
    """

    public_url: str
    numbers: Collection[str]
    clock: Clock
    account_sid: str = "AC" + "5" * 32
    token: str = "simulated-token"  # noqa: S105 -- the password of a simulated account
    pace_s: float = 0.15
    threaded: bool = True
    account: Account = field(init=False)
    _server: Server | None = field(default=None, init=False)
    _threads: list[threading.Thread] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        if urlsplit(self.public_url).hostname not in webhooks.LOOPBACK:
            raise webhooks.NotLoopback("The simulator is for a product on this machine only.")
        self.account = Account(
            sid=self.account_sid,
            token=self.token,
            numbers=frozenset(self.numbers),
            public_url=self.public_url,
            clock=self.clock,
            schedule=Schedule(),
            pace_s=self.pace_s,
        )

    @property
    def behaviour(self) -> Behaviour:
        return self.account.behaviour

    @property
    def base_url(self) -> str:
        """Where the carrier's `base_url` points to."""
        if self._server is None:
            raise RuntimeError("The simulator is not started: call start() first.")
        return self._server.url

    def start(self, port: int = 0) -> str:
        """Listen on a loopback port; returns the base address for the official client."""
        self._server = Server(self.account, port)
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

    def settle(self) -> None:
        """Let everything that is under way arrive now: statuses, callbacks and what they lead to."""
        self.account.schedule.run_all()

    def text(self, from_: str, to: str, body: str, media: int = 0) -> int:
        """A phone texts the service. Returns the HTTP status that the product's webhook answered."""
        return self.account.hear(from_, to, body, media).status

    def press(self, call: str, digit: str) -> str:
        """Answer a call (by its sid) and press a key; returns what the product says then."""
        return self.account.press(call, digit)

    def messages(self) -> list[dict[str, Any]]:
        """All that left, oldest first, in the shape of /simulator/messages.json."""
        return [_shown(each) for each in self.account.records.all() if each.left]

    def conversation(self) -> list[dict[str, Any]]:
        """Both directions, oldest first, for the page with the phones."""
        return [{**_shown(each), "inbound": not each.left} for each in self.account.records.all()]

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
