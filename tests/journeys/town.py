"""Maple Valley, the demo's made-up district, while it runs: its students, its staff, their phones."""

import base64
import json
import re
import urllib.request
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from reporting.vault.totp import code_at
from tests.journeys.patience import quiet, until
from tests.journeys.service import Service
from tests.journeys.visitor import Visitor

GUN = "my friend has a gun in his backpack and says tomorrow is the day"
QUIET_S = 1.0  # two turns of the ladder
CALM = "Somebody is with you now."
LUNCH = "someone keeps stealing my lunch"


@dataclass(frozen=True, slots=True)
class Phone:
    """One simulated phone, of staff or of a student."""

    town: "Town"
    number: str

    def texts(self) -> list[dict[str, Any]]:
        """What reached it, oldest first."""
        return [one for one in self.town.left() if one["to"] == self.number]

    def pages(self) -> list[dict[str, Any]]:
        """Those of them that ask for an acknowledgement."""
        return [one for one in self.texts() if "ACK" in one["body"]]

    def expects(self, *words: str) -> dict[str, Any]:
        """Waits for a text with these words in it, or with one of these."""
        return until(
            lambda: next((one for one in self.texts() if any(each in one["body"] for each in words)), None),
            f"a text to {self.number} with {' or '.join(map(repr, words))}",
        )

    def hears_that_it_is_theirs(self) -> dict[str, Any]:
        """After an acknowledgement, in the language of whoever is on call at this hour."""
        return self.expects("you have", "te ocupas de")

    def writes(self, body: str, to: str | None = None) -> int:
        """Texts the hotline, or another number; returns the status that the service answered the carrier."""
        asked = Visitor(self.town.staff).post(
            "/simulator/text", {"from": self.number, "to": to or self.town.hotline, "body": body}
        )
        assert asked.status == 200, asked.text
        status: int = json.loads(asked.text)["status"]
        return status

    def replies(self, body: str) -> int:
        """Answers the number that wrote last; `ACK` with the code of the newest page, for another may be open."""
        if body == "ACK" and self.pages():
            body = f"ACK {self.town.code_in(self.pages()[-1])}"
        return self.writes(body, self.texts()[-1]["from"])


@dataclass(frozen=True, slots=True)
class Person:
    """One of the staff, as demo.json tells of them."""

    town: "Town"
    name: str
    email: str
    password: str
    school: str | None
    number: str | None
    totp_secret: str | None

    @property
    def first_name(self) -> str:
        return self.name.split()[0]

    @property
    def phone(self) -> Phone:
        assert self.number
        return Phone(self.town, self.number)

    def signs_in(self) -> Visitor:
        """With the password alone; the page that follows is open."""
        visitor = Visitor(self.town.staff).get("/sign-in")
        return visitor.post("/sign-in", {"email": self.email, "password": self.password})

    def looks(self, path: str = "/inbox?view=all") -> Visitor:
        """At a page, in the session of this person that is open, or a new one: each sign-in costs a key derivation."""
        desk = self.town.desks.get(self.email) or self.signs_in()
        self.town.desks[self.email] = desk
        shown = desk.get(path)
        if "/locked" not in shown.url:
            return shown
        # Nobody used it since an earlier test: it locked itself.
        self.town.desks[self.email] = self.signs_in()
        return self.town.desks[self.email].get(path)


@dataclass(slots=True)
class Town:
    """A running demo. What left before `mark` is not looked at."""

    service: Service
    facts: dict[str, Any]
    mark: int = 0  # how much had left before the test began
    desks: dict[str, Visitor] = field(default_factory=dict)

    def begin(self) -> None:
        self.mark = 0
        self.mark = len(self.left())

    def settle(self) -> None:
        """Whoever still rings acknowledges and answers, and what that sets off has left: the next test begins in quiet.

        An acknowledged page without a first reply would be called again, in the middle of another test.
        """
        rang: dict[str, Person] = {}
        for person in self.people():
            pages = person.phone.pages() if person.number else []
            if pages:
                person.phone.writes("ACK " + self.code_in(pages[-1]), pages[-1]["from"])
            rang |= dict.fromkeys(self.references_in(pages), person)
        for reference, person in rang.items():
            desk = self.desk_of(person).get(f"/threads/{reference}")
            if desk.status == HTTPStatus.OK:
                desk.post(f"/threads/{reference}/reply", {"body": CALM})
        if rang:
            quiet(lambda: len(self.left()), QUIET_S)

    def references_in(self, pages: list[dict[str, Any]]) -> list[str]:
        return [found for one in pages for found in re.findall(r"/threads/([A-Z0-9]+)", one["body"])]

    def desk_of(self, person: "Person") -> Visitor:
        """An open session of this person, with a code where they sign in with one."""
        if person.totp_secret:
            return self.with_code(person.first_name)
        if person.email not in self.desks:
            self.desks[person.email] = person.signs_in()
        return self.desks[person.email]

    @property
    def public(self) -> str:
        return str(self.facts["public"])

    @property
    def staff(self) -> str:
        return str(self.facts["staff"])

    @property
    def hotline(self) -> str:
        return str(self.facts["hotline"])

    @property
    def northside(self) -> str:
        return str(self.facts["schools"][0])

    @property
    def southside(self) -> str:
        return str(self.facts["schools"][1])

    def person(self, first_name: str) -> Person:
        return next(one for one in self.people() if one.first_name == first_name)

    def people(self) -> list[Person]:
        return [
            Person(
                self,
                one["name"],
                one["email"],
                one["password"],
                one["school"],
                one["phone"],
                one["totp_secret"],
            )
            for one in self.facts["sign_ins"]
        ]

    def staff_of(self, school: str) -> list[Person]:
        return [one for one in self.people() if one.school == school]

    def owner(self, page: dict[str, Any]) -> Person:
        """Whose phone a text or call went to."""
        return next(one for one in self.people() if one.number == page["to"])

    def with_code(self, first_name: str) -> Visitor:
        """A session of somebody who signs in with a code as well; each code opens once, so the session is kept."""
        person = self.person(first_name)
        if person.email not in self.desks:
            assert person.totp_secret
            visitor = person.signs_in()
            code = code_at(base64.b32decode(person.totp_secret), datetime.now(UTC))
            visitor.post(visitor.url, {"code": code})
            assert visitor.url.endswith("/inbox"), visitor.plain
            self.desks[person.email] = visitor
        return self.desks[person.email]

    def student_phone(self, number: str) -> Phone:
        return Phone(self, number)

    def left(self) -> list[dict[str, Any]]:
        """Every text, call and mail that left since the test began, oldest first."""
        with urllib.request.urlopen(f"{self.staff}/simulator/messages.json", timeout=60) as answer:
            return list(json.load(answer))[self.mark :]

    def called(self, school: str) -> list[str]:
        """First names of the school's people who got a page, in the order of the pages."""
        return [self._name(one["to"]) for one in self.paged() if self._is_of(one["to"], school)]

    def paged(self) -> list[dict[str, Any]]:
        """Every page to anybody, by text or by call."""
        numbers = {one.number for one in self.people() if one.number}
        return [
            one
            for one in self.left()
            if one["to"] in numbers and (one["kind"] == "voice" or "ACK" in one["body"])
        ]

    def tells(self, body: str, **fields: Any) -> tuple[str, ...]:
        """A student writes by web. Returns the six words."""
        visitor = Visitor(self.public).get("/")
        visitor.post("/", {"body": body, **fields})
        words = tuple((visitor.by_id("receipt") or "").split())
        assert visitor.status == 200
        assert len(words) == 6, visitor.plain
        assert not list(visitor.jar), "a student got a cookie"
        return words

    def returns(self, words: tuple[str, ...], between: str = " ") -> Visitor:
        """The student comes back with the six words."""
        return Visitor(self.public).get("/return").post("/return", {"receipt": between.join(words)})

    def reference_in(self, page: dict[str, Any]) -> str:
        """Which thread a page to a phone is about."""
        found = re.search(r"/threads/([A-Z0-9]+)", page["body"])
        assert found, page["body"]
        return found[1]

    def code_in(self, page: dict[str, Any]) -> str:
        found = re.search(r"ACK (\d{4})", page["body"])
        assert found, page["body"]
        return found[1]

    def when_paged(self, school: str, seconds: float = 120) -> dict[str, Any]:
        """Waits for the first page to somebody of this school."""
        return until(
            lambda: [one for one in self.paged() if self._is_of(one["to"], school)],
            "a page to the school's on-call phone",
            seconds,
        )[0]

    def when_anyone_is_paged(self, seconds: float = 120) -> dict[str, Any]:
        """Waits for the first page to anybody."""
        return until(self.paged, "a page to anybody", seconds)[0]

    def _is_of(self, number: str, school: str) -> bool:
        return number in {one.number for one in self.staff_of(school)}

    def _name(self, number: str) -> str:
        return next(one.first_name for one in self.people() if one.number == number)
