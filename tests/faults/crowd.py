"""Many students at once, who try again until they hear that their message is kept."""

import http.client
import random
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from notify.simulator import webhooks
from reporting.demo.cast import HOTLINE
from tests.faults.lives import Lives
from tests.journeys.visitor import Visitor

URGENT = "my friend has a gun in his backpack and says tomorrow is the day"
ROUTINE = "someone keeps stealing my lunch"
PAUSE_S = 0.04


@dataclass(frozen=True, slots=True)
class Kept:
    """What a student was told is kept. `words` are None where the answer with them was lost in a kill."""

    body: str
    words: str | None
    urgent: bool


@dataclass(slots=True)
class Crowd:
    """`web` and `texts` were acknowledged; `unheard` were texts whose carrier heard no answer."""

    lives: Lives
    schools: tuple[str, ...]
    seed: int
    web: list[Kept] = field(default_factory=list)
    texts: list[Kept] = field(default_factory=list)
    unheard: int = 0
    failures: list[BaseException] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)

    def gather(self) -> None:
        acts = [self._write, self._write, self._write, self._text, self._acknowledge]
        for number, act in enumerate(acts):
            dice = random.Random(self.seed + number)  # noqa: S311 -- a run that can be repeated
            self._threads.append(threading.Thread(target=self._keep_on, args=(act, dice), daemon=True))
        for thread in self._threads:
            thread.start()

    def disperse(self) -> None:
        """Everybody finishes what they began."""
        self._over.set()
        for thread in self._threads:
            thread.join(90)
            assert not thread.is_alive(), "a student is still trying"
        assert not self.failures, self.failures

    @property
    def told(self) -> int:
        return len(self.web) + len(self.texts)

    def _keep_on(self, act: Callable[[random.Random], None], dice: random.Random) -> None:
        try:
            while not self._over.is_set():
                act(dice)
                time.sleep(PAUSE_S)
        except BaseException as error:  # noqa: BLE001 -- shown when the crowd disperses
            self.failures.append(error)

    def _write(self, dice: random.Random) -> None:
        """By web: the same form is sent again until its answer is heard."""
        urgent = dice.random() < 0.5
        mark = f"mark{secrets.token_hex(6)}"
        body = f"{URGENT if urgent else ROUTINE} {mark}"
        form = {"body": body, "school": dice.choice(self.schools), "submission": secrets.token_hex(16)}
        while True:
            visitor = Visitor(self.lives.public)
            try:
                visitor.post("/", form)
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
                continue
            if visitor.status == 200:
                break
            assert visitor.status == 503, visitor.plain
            assert mark in visitor.text, "the words are gone from the form"
            time.sleep(0.05)
        words = visitor.by_id("receipt")
        assert words or "You sent it before" in visitor.plain, visitor.plain
        self.web.append(Kept(body, words, urgent))

    def _text(self, dice: random.Random) -> None:
        """By text, each from a phone of its own; a carrier does not try again by itself."""
        urgent = dice.random() < 0.5
        mark = f"mark{secrets.token_hex(6)}"
        body = f"{URGENT if urgent else ROUTINE} {mark}"
        sid = f"SM{secrets.token_hex(16)}"
        form = {
            "MessageSid": sid,
            "From": f"+1500{dice.randrange(2_000_000, 9_999_999)}",
            "To": HOTLINE,
            "Body": body,
            "NumMedia": "0",
        }
        answer = webhooks.post(f"{self.lives.public}/sms", form, self.lives.simulator.token)
        if answer.status == 200:
            self.texts.append(Kept(body, None, urgent))
        else:
            self.unheard += 1
        time.sleep(PAUSE_S * 3)

    def _acknowledge(self, dice: random.Random) -> None:
        """Whoever was paged last says that they have it, so that new pages ring anew."""
        time.sleep(dice.uniform(0.2, 0.8))
        pages = [one for one in self.lives.simulator.messages() if "Reply ACK" in one["body"]]
        if pages:
            code = pages[-1]["body"].split("ACK ")[1][:4]
            self.lives.simulator.text(pages[-1]["to"], pages[-1]["from"], f"ACK {code}")
