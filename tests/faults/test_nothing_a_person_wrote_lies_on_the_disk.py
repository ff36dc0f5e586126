"""200 canaries through every path by which a person's words come in; then a search of everything that stays.

Searched: both databases with their write-ahead logs, the shred store, the trust directory, what the service printed
and logged, its temporary folder, and files that were deleted and are still held. While it runs, after a kill, and
after a new start and an orderly end.
"""

import base64
import contextlib
import gzip
import http.client
import os
import re
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from notify.simulator import webhooks
from reporting.demo.cast import ADMINISTRATOR, ANA, BEN, CAST, DANA, ERIN, HOTLINE, Player
from reporting.vault.totp import code_at
from tests.faults.bearing import Nursery
from tests.faults.crowd import ROUTINE, URGENT
from tests.faults.founding import District, found
from tests.faults.lives import Lives
from tests.faults.residue import Find, disguises, in_deleted_files, in_folders
from tests.journeys.patience import until
from tests.journeys.visitor import Visitor

MANY = 200
SCHOOL = "northside high school"
LETTERS = "bcdfghjklmnpqrstvwxz"


class Canaries:
    """Words that nobody else writes: all begin alike, so that one search finds any. Numbers of phones likewise."""

    def __init__(self) -> None:
        self.stem = "".join(secrets.choice(LETTERS) for _ in range(12))
        self.area = f"1500{secrets.randbelow(8000) + 2000}"
        self.sung = 0
        self.phones = 0
        self.receipts: list[str] = []

    def sing(self) -> str:
        self.sung += 1
        return f"{self.stem}{self.sung:03d}"

    def number(self) -> str:
        self.phones += 1
        return f"+{self.area}{self.phones:03d}"

    @property
    def needles(self) -> list[str]:
        """One receipt stands for all: each needle costs a search of everything."""
        return [self.stem, self.area, *self.receipts[:1]]


class Walk:
    """Everybody who writes anything, and all the ways in which it fails."""

    def __init__(self, lives: Lives, district: District, canaries: Canaries) -> None:
        self.lives = lives
        self.district = district
        self.sing = canaries.sing
        self.canaries = canaries
        self.north = district.schools[0]

    def through_everything(self) -> None:
        self.students_write()
        self.students_text()
        self.what_cannot_be_taken()
        self.staff_answer()
        self.the_designee_lifts_an_exclusion()
        self.staff_say_why()

    def student(self) -> Visitor:
        return Visitor(self.lives.public)

    def tip(self, **fields: str) -> str:
        visitor = self.student().get("/").post("/", {"school": self.north, **fields})
        assert visitor.status == 200, visitor.plain
        words = visitor.by_id("receipt")
        assert words
        self.canaries.receipts.append(words)
        return words

    def students_write(self) -> None:
        for number in range(20):
            words = self.tip(body=f"{(URGENT, ROUTINE)[number % 2]} {self.sing()}", about=self.sing())
            back = self.student().post("/return", {"receipt": words})
            back.post("/return/reply", {"body": f"one thing more {self.sing()}"})
            assert back.status == 200
        for language in ("es", "en"):
            self.student().get(f"/?lang={language}&q={self.sing()}").get(f"/{self.sing()}")

    def students_text(self) -> None:
        for number in range(20):
            phone = self.canaries.number()
            for body in (f"{(URGENT, ROUTINE)[number % 2]} {self.sing()}", f"STOP {self.sing()}"):
                answer = webhooks.post(
                    f"{self.lives.public}/sms", self.text(phone, body), self.lives.simulator.token
                )
                assert answer.status == 200
        forged = webhooks.post(f"{self.lives.public}/sms", self.text("+15005550000", self.sing()), "not it")
        assert forged.status == 403

    def text(self, phone: str, body: str) -> dict[str, str]:
        sid = f"SM{secrets.token_hex(16)}"
        return {"MessageSid": sid, "From": phone, "To": HOTLINE, "Body": body, "NumMedia": "0"}

    def what_cannot_be_taken(self) -> None:
        """Too long, too large, broken letters, a file, NULs, wrong words, another site, a wrong way of sending."""
        for _ in range(3):
            assert self.student().post("/", {"body": self.sing() + " x" * 25_000}).status == 413
            assert self.student().post("/", {"body": self.sing() + " x" * 600_000}).status == 413
            broken = b"body=" + self.sing().encode() + b"%FF%FE+caf%E9"
            assert self.student().send("/", broken, "application/x-www-form-urlencoded").status == 400
            raw = b"body=" + self.sing().encode() + b"\xff\xfe caf\xe9\x00"
            self.student().send("/", raw, "application/x-www-form-urlencoded; charset=utf-16")
            self.student().send("/", self.sing().encode() * 50_000, "text/plain")
            assert self.student().send("/", self.with_file(), self.MULTIPART).status == 200
            assert (
                self.student().post("/return", {"receipt": f"{self.sing()} one two three four five"}).status
                == 404
            )
            gone = self.student().post("/return/reply", {"token": self.sing(), "body": self.sing()})
            assert gone.status == 409
        self.student().post(
            "/receipt", {"words": self.sing(), "gate": self.sing(), "submission": self.sing()}
        )
        visitor = Visitor(self.lives.staff).get("/sign-in")
        visitor.post("/sign-in", {"email": f"{self.sing()}@example.org", "password": self.sing()})
        assert visitor.status == 401

    MULTIPART = "multipart/form-data; boundary=parts"

    def with_file(self) -> bytes:
        """More than Werkzeug keeps in memory by itself: what is over that it would write to the temporary folder."""
        head = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
        parts = [
            head.format("body", "") + self.sing(),
            head.format("files", f'; filename="{self.sing()}.txt"') + f"{self.sing()} " * 60_000,
        ]
        return ("--parts\r\n" + "\r\n--parts\r\n".join(parts) + "\r\n--parts--\r\n").encode()

    def enters(self, player: Player) -> Visitor:
        visitor = Visitor(self.lives.staff).get("/sign-in")
        visitor.post("/sign-in", {"email": player.form.email, "password": player.password})
        secret = self.district.codes.get(player.form.email)
        if secret:
            visitor.post(visitor.url, {"code": code_at(base64.b32decode(secret), datetime.now(UTC))})
        assert visitor.get("/inbox?view=all").status == 200
        return visitor

    def staff_answer(self, threads: int = 10) -> None:
        ana = self.enters(CAST[ANA])
        references = list(ana.rows())
        assert len(references) >= threads
        for number, reference in enumerate(references[:threads]):
            here = f"/threads/{reference}"
            assert ana.get(here).post(f"{here}/note", {"note": f"for us {self.sing()}"}).status == 200
            assert ana.get(here).post(f"{here}/reply", {"body": f"thank you {self.sing()}"}).status == 200
            assert ana.get(here).post(f"{here}/reply", {"body": self.sing() + "x" * 40_001}).status in (
                413,
                422,
            )
            if number % 2:
                last = {"disposition": "school_acted", "words": f"we looked into it {self.sing()}"}
                assert ana.get(here).post(f"{here}/close", last).status == 200
                assert "Closed" in ana.plain
            ana.get(f"/threads/{self.sing()}")
        ana.jar.clear()
        lost = ana.post(f"{here}/reply", {"body": self.sing()})
        assert lost.status in (401, 403)

    def staff_say_why(self) -> None:
        """Where things stand, what an incident is called, an outcome, and why two people broke the glass."""
        ana = self.enters(CAST[ANA])
        first, second, third, *_ = ana.rows()
        here = f"/threads/{first}"

        def acts(path: str, chosen: str = "", **fields: str) -> None:
            ana.get(here)
            value = re.search(
                rf'<select[^>]*name="{chosen}">\s*(?:<option value="">[^<]*</option>\s*)?<option value="(\w+)"',
                ana.text,
            )
            assert not chosen or value, f"nothing to choose for {path}"
            more = {chosen: value[1]} if chosen and value else {}
            assert ana.post(f"{here}/{path}", {**fields, **more}).status == 200, ana.plain
            assert self.canaries.stem in ana.text or path == "hand-over", ana.plain

        acts("assign", "assignee", given=f"She eats in room 12. {self.sing()}")
        acts("share", "team", shared=f"For your team. {self.sing()}")
        merged = {"with": second, "name": f"Lunch {self.sing()}"}
        assert ana.get(f"{here}/together").post(f"{here}/together", merged).status == 200
        assert self.canaries.stem in ana.get("/incidents").plain
        found = {"how": f"The custodian saw it. {self.sing()}", "everywhere": "1"}
        assert ana.get(f"{here}/together").post(f"{here}/together/corroborate", found).status == 200
        last = {"disposition": "school_acted", "outcome": self.sing(), "words": self.sing(), "follow_up": ""}
        assert ana.get(f"/threads/{third}").post(f"/threads/{third}/close", last).status == 200
        acts("hand-over", "queue", handed=f"Yours from here on. {self.sing()}")
        self.two_break_the_glass()

    def two_break_the_glass(self) -> None:
        """A registrar asks, somebody of the designee's people agrees."""
        asking, agreeing = self.enters(CAST[ADMINISTRATOR]), self.enters(CAST[DANA])
        queue = re.search(r'<option value="(\w+)"[^>]*>[^<]*risis', asking.get("/break-glass").text)
        assert queue, asking.plain
        why = {"queue": queue[1], "reason": f"On the plane. {self.sing()}", "thread": "", "hours": "2"}
        asking.post("/break-glass", {**why, "password": CAST[ADMINISTRATOR].password})
        assert asking.status == 200, asking.plain
        agree = re.search(r"/break-glass/\w+/agree", agreeing.get("/break-glass").text)
        assert agree, agreeing.plain
        assert self.canaries.stem in agreeing.plain
        agreeing.post(agree[0], {"password": CAST[DANA].password})
        assert agreeing.status == 200, agreeing.plain

    def the_designee_lifts_an_exclusion(self) -> None:
        student = self.student().get("/")
        tick = re.search(
            rf'name="not_staff" value="([0-9a-f]+)"[^>]*> <span>{CAST[BEN].form.name}', student.text
        )
        assert tick
        self.tip(body=f"mr okafor is creepy {self.sing()}", not_staff=tick[1])
        erin = self.enters(CAST[ERIN])
        about_him = [row for row in erin.rows() if "creepy" in erin.get(f"/threads/{row}").plain]
        (reference,) = about_him
        excluded = erin.get(f"/threads/{reference}").text.partition('name="member">')[2]
        member = re.search(r'<option value="([0-9a-f]+)"', excluded)
        assert member, erin.plain
        erin.post(f"/threads/{reference}/lift-exclusion", {"member": member[1], "reason": self.sing()})
        assert erin.status == 200

    def while_it_is_killed(self) -> None:
        """Words that are on their way when everything ends."""

        def send() -> None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.student().post("/", {"body": f"{URGENT} {self.sing()}"})

        senders = [threading.Thread(target=send) for _ in range(6)]
        for sender in senders:
            sender.start()
        self.lives.kill()
        for sender in senders:
            sender.join(60)


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=[pytest.mark.postgres, pytest.mark.nightly])]
)
def address(request: pytest.FixtureRequest) -> str | None:
    """None: the embedded database in the home."""
    if request.param == "sqlite":
        return None
    new: Callable[[], str] = request.getfixturevalue("new_postgres_url")
    return new()


@pytest.fixture
def district(tmp_path: Path, address: str | None) -> District:
    return found(tmp_path / "home", address, 60)


@pytest.fixture
def lives(nursery: Nursery, tmp_path: Path, address: str | None, district: District) -> Iterator[Lives]:
    lives = Lives(nursery, tmp_path / "home", tmp_path, address)
    lives.begin()
    yield lives
    lives.end()


def searched(lives: Lives, needles: list[str]) -> list[Find]:
    """Home, temporary folder, what was printed and logged, and what is deleted but held."""
    found = in_folders([lives.home, lives.temp, lives.said], needles)
    if lives.pid is not None:
        # Where this user may not look into a hardened process, nobody of the same name may.
        with contextlib.suppress(PermissionError):
            found += in_deleted_files(lives.pid, needles)
    return found


def searched_in_cluster(address: str | None, needles: list[str], since: float) -> list[Find]:
    """All that PostgreSQL wrote since then, its write-ahead log too."""
    if address is None:
        return []
    return in_folders([Path(parse_qs(urlsplit(address).query)["host"][0])], needles, since)


@pytest.mark.nightly
@pytest.mark.timeout(600)
def test_of_two_hundred_canaries_none_is_found_outside_sealed_form(
    lives: Lives, district: District, address: str | None
) -> None:
    canaries, began = Canaries(), time.time()
    walk = Walk(lives, district, canaries)
    walk.through_everything()
    rung = lives.simulator.messages
    until(
        lambda: [one for one in rung() if "Reply ACK" in one["body"]], "a page, so that paging was walked too"
    )
    assert searched(lives, canaries.needles) == []

    while canaries.sung < MANY:
        walk.tip(body=f"{ROUTINE} {canaries.sing()}")
    walk.while_it_is_killed()
    assert canaries.sung >= MANY
    assert searched(lives, canaries.needles) == []

    lives.begin()
    walk.staff_answer(threads=3)
    lives.end()
    assert searched(lives, canaries.needles) == []
    assert searched_in_cluster(address, canaries.needles, began - 1) == []

    # A school's name is public, so the same search must see it where the rows lie.
    seen = searched_in_cluster(address, [SCHOOL], 0) if address else searched(lives, [SCHOOL])
    assert "raw" in {one.disguise for one in seen}
    (lives.home / "planted").write_text(f"control {canaries.sing()}", encoding="utf-8")
    assert [one.disguise for one in searched(lives, canaries.needles)] == ["raw"]


@pytest.mark.parametrize("before", range(3))
def test_a_planted_control_is_found_in_every_disguise(tmp_path: Path, before: int) -> None:
    canary = Canaries().sing()
    text = "x" * before + canary + " and more"
    planted = {
        "raw": text.upper().encode(),
        "UTF-16LE": text.encode("utf-16-le"),
        "UTF-16BE": text.encode("utf-16-be"),
        "hex": text.encode().hex().upper().encode(),
        "base64": base64.b64encode(text.encode()),
        "gzip of raw": b"before" + gzip.compress(text.encode()) + b"after",
        "gzip of base64": gzip.compress(base64.b64encode(text.encode())),
    }
    for name, data in planted.items():
        (tmp_path / name).write_bytes(bytes(1000) + data + bytes(1000))
    found = {(Path(one.place).name, one.disguise) for one in in_folders([tmp_path], [canary])}
    # Between zeros a text of two bytes a letter looks like both of its kinds.
    assert found >= {(name, name) for name in planted}
    assert {name for name, _ in disguises(canary)} == {"raw", "UTF-16LE", "UTF-16BE", "hex", "base64"}


def test_a_planted_control_is_found_in_a_deleted_file_that_is_still_held(tmp_path: Path) -> None:
    canary = Canaries().sing()
    with (tmp_path / "spool").open("w+b") as held:
        held.write(canary.encode())
        held.flush()
        (tmp_path / "spool").unlink()
        assert [one.disguise for one in in_deleted_files(os.getpid(), [canary])] == ["raw"]
