"""CPU of one tip, part by part: `python -m bench.parts HOME COUNT`. One tip at a time, nothing else running."""

import json
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from bench import texts
from reporting.app.carriers import NoCarrier, Wires
from reporting.app.foundation import lay
from reporting.app.house import House, build
from reporting.app.sites import public_site
from reporting.cases.new_thread import FirstWords
from reporting.cases.placing import place
from reporting.cases.receive import WebIntake
from reporting.cases.tip import Receipted, SchoolChoice, Tip
from reporting.cases.triage_record import TriageRecord
from reporting.demo.cast import HOTLINE, STAFF_LINE
from reporting.model.ids import MessageId, SchoolId
from reporting.model.thread import Channel
from reporting.people.providers import Hotline
from reporting.settings import Settings
from reporting.store.shred import ShredKey
from reporting.vault.ram_keys import RamKeys
from reporting.vault.trust import TrustDirectory
from triage.assess import assess
from triage.context import Context
from triage.routing import Facts, SchoolKind, route

SEED = 7


class Parts:
    def __init__(self, house: House, count: int) -> None:
        self._house = house
        self._ground = house.ground
        self._count = count
        self._rng = random.Random(SEED)
        self._school = SchoolId(bytes.fromhex(house.ground.roll.schools()[0].value))
        while house.pool.ready() < 2 * count + 8:
            house.pool.refill_one()

    def measured(self) -> dict[str, Any]:
        bodies = [texts.tip(self._rng, urgent=False) for _ in range(self._count)]
        return {
            "parts_ms": {
                "triage": self._each(bodies, lambda body: assess(body, self._ground.rulebook, CONTEXT)),
                "names": self._each(bodies, self._ground.roll.named_in),
                "routing and placing": self._each(bodies, lambda _body: self._placed()),
                "sealing": self._sealing(bodies),
                "keys stored (shred)": self._each(bodies, lambda _body: self._shred()),
                "whole use-case": self._each(bodies, self._receive),
                "request and page": self._pages(bodies),
            },
        }

    def _each(self, bodies: list[str], act: Callable[[str], object]) -> float:
        """CPU milliseconds of one, the writer's threads included."""
        act(bodies[0])
        began = time.process_time()
        for body in bodies:
            act(body)
        return 1000 * (time.process_time() - began) / len(bodies)

    def _placed(self) -> Any:
        decision = self._decision
        facts = Facts(school=SchoolKind.NAMED, channel="web")
        destinations = route(decision, facts, self._ground.routes)
        return place(self._ground.roll.queues(), self._school, destinations, frozenset())

    @property
    def _decision(self) -> Any:
        return assess("somebody keeps stealing my lunch", self._ground.rulebook, CONTEXT)

    def _sealing(self, bodies: list[str]) -> float:
        ground, threads = self._ground, self._house.web_intake.threads
        placement, decision = self._placed(), self._decision
        prepared = self._house.pool.take("en")

        def seal(body: str) -> None:
            message = MessageId(self._rng.randbytes(16))
            threads._sealer.seal(  # noqa: SLF001 -- the part that is measured has no door of its own
                prepared,
                FirstWords(message, body, "en", Channel.WEB),
                TriageRecord(message.hex(), decision, "en", "known", None, frozenset()),
                placement,
                ground.roll.readers().of(placement),
                ids=[ground.id() for _ in range(3)],
                shred_keys=[ground.random(32), ground.random(32)],
                reference="AAAA-AAAA",
                school=self._school,
                due=ground.clock(),
                now=ground.clock(),
            )

        return self._each(bodies, seal)

    def _shred(self) -> None:
        self._ground.shred.put([ShredKey(self._rng.randbytes(16), 0, self._rng.randbytes(32))])

    def _receive(self, body: str) -> Receipted:
        return self._house.web_intake.receive(self._tip(body))

    def _tip(self, body: str) -> Tip:
        return Tip(
            submission=self._rng.randbytes(16),
            body=body,
            school=self._school,
            school_choice=SchoolChoice.KNOWN,
            about=None,
            lang="en",
            excluded=frozenset(),
            held=False,
            limiter_key=self._rng.randbytes(8),
        )

    def _pages(self, bodies: list[str]) -> float:
        """The public app with everything on but the use-case: one stored tip answers for all."""
        answered = self._receive(bodies[0])
        client = public_site(_answering(self._house, answered)).test_client()
        school = self._school.hex()

        def ask(body: str) -> None:
            form = {"body": body, "school": school, "submission": self._rng.randbytes(16).hex()}
            assert client.post("/", data=form).status_code == 200

        return self._each(bodies, ask)


class _Answering:
    """Satisfies the door Intake: the page is the real one, the tip is stored no second time."""

    def __init__(self, real: WebIntake, answer: Receipted) -> None:
        self._answer = answer
        self.form_facts = real.form_facts
        self.words_confirmed = real.words_confirmed
        self.check_gate = real.check_gate

    def receive(self, _tip: Tip) -> Receipted:
        return self._answer


def _answering(house: House, answer: Receipted) -> Any:
    class Standing:
        foundation, web_return, ready, hearing = house.foundation, house.web_return, house.ready, None
        web_intake, vigil = _Answering(house.web_intake, answer), house.vigil

    return Standing


CONTEXT = Context(channel="web", lang="en")


def main(home: Path, count: int) -> None:
    foundation = lay(Settings(home=home, receipt_pool=4096, tips_per_hour=1_000_000), RamKeys.create())
    trust = TrustDirectory.load(foundation.settings.trust_directory)
    wires = Wires(NoCarrier(), None, ("unused",), Hotline(HOTLINE, STAFF_LINE))
    house = build(foundation, trust, replaced=wires)
    print(json.dumps(Parts(house, count).measured()))
    house.close()
    foundation.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
