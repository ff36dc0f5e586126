"""A student who wrote, staff who can open it, and a guardian with a link: each at the pages that they have."""

import re
import secrets
from dataclasses import dataclass, field
from typing import Any

import pytest

from reporting.app.sites import public_site
from reporting.families.guardian_desk import Proposing
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.web import seen

QUIET = "canary-student Nothing is fun any more and I lie awake most nights"
WORDS = "canary-proposal Would it help if we also wrote with somebody who looks after you?"
ADULT = "canary-adult Aunt May"
TELL = "canary-tell Someone you look after is having a hard time, and we would like to talk with you."
GUARDIAN = "canary-guardian Thank you. How can I help without asking too much?"


@dataclass
class Kin:
    """`words` are the student's. Each act goes through a page, with the fields that the page has."""

    house: Any
    words: tuple[str, ...] = ()
    reference: str = ""
    page: str = ""
    link: str = ""
    guardian: tuple[str, ...] = ()
    browsers: dict[str, Browser] = field(default_factory=dict)
    app: Any = None

    def __post_init__(self) -> None:
        self.site = public_site(self.house.house).test_client()

    def tell(self, body: str = QUIET) -> "Kin":
        self.words = self.house.tip(body).words
        (row,) = self.house.threads()
        self.reference = row.reference
        return self

    def by(self, role: str) -> Browser:
        self.app = self.app or staff_app(self.house.doors, self.house.house.foundation)
        if role not in self.browsers:
            self.session(role)
            self.browsers[role] = Browser(self.app, self.house.cookies[role])
        return self.browsers[role]

    @property
    def path(self) -> str:
        return f"/threads/{self.reference}/guardian"

    def later(self, **by: float) -> "Kin":
        """Staff sign in anew: no session lasts that long."""
        self.house.clock.advance(**(by or {"hours": 3}))
        self.house.cookies, self.browsers = {}, {}
        return self

    def act(self, role: str, act: str = "", **fields: str) -> str:
        """By the fields that this form has on the page, where it is there."""
        page = self.by(role).get(self.path).text
        form = re.search(rf'<form method="post" action="{self.path}{act}">.*?</form>', page, re.DOTALL)
        given = seen.hidden(form[0] if form else page)
        return self.by(role).post(f"{self.path}{act}", **{**given, **fields}).text

    def propose(self, role: str = "north") -> str:
        return self.act(role, body=WORDS, adult=ADULT, tell=TELL)

    def visit(self) -> str:
        """With the six words."""
        self.page = self.site.post("/return", data={"receipt": " ".join(self.words)}).text
        return self.page

    def look(self) -> str:
        return self._post("/return/adult", seen.hidden(self.page))

    def answer(self, **fields: str) -> str:
        asked = self.look()
        form = re.search(r'<form method="post" action="/return/adult/answer.*?</form>', asked, re.DOTALL)
        given = seen.hidden(form[0]) if form else {**seen.hidden(self.page), "submission": "ab" * 16}
        return self._post("/return/adult/answer", {**given, **fields})

    def write(self, body: str) -> str:
        """In the same visit."""
        self.page = self._post("/return/reply", {**seen.hidden(self.page), "body": body})
        return self.page

    def take_back(self, sure: str = "1") -> str:
        found = re.search(
            r'<form class="card" method="post" action="/return/adult/answer.*?</form>', self.look(), re.DOTALL
        )
        assert found is not None
        return self._post("/return/adult/answer", {**seen.hidden(found[0]), "act": "back", "sure": sure})

    def session(self, role: str) -> Any:
        if role not in self.house.cookies:
            self.house.unlock(role)
        return self.house.sessions[role]

    def asked(self) -> "Kin":
        """Proposed, shown, and asked at a later visit; by the doors behind the pages, which is quicker."""
        said = Proposing(WORDS, ADULT, TELL)
        self.family.staff.propose(self.session("north"), self.reference, secrets.token_bytes(16), said)
        self._open()
        self.later()._open()
        return self

    def agreed(self) -> "Kin":
        view = self.asked()._open()
        self.family.student.answer(view.token, bytes.fromhex(view.submission), yes=True, words="Yes")
        return self

    def confirmed(self) -> "Kin":
        self.agreed()
        session, number = self.session("north_too"), secrets.token_bytes(16)
        self.family.staff.confirm(session, self.reference, number, self._asking())
        return self

    def linked(self) -> "Kin":
        self.confirmed()
        session, number = self.session("north"), secrets.token_bytes(16)
        link = self.family.staff.link(session, self.reference, number, self._asking(), handed=False)
        self.link = address(link.address)
        return self

    @property
    def family(self) -> Any:
        return self.house.house.family

    def _open(self) -> Any:
        return self.house.house.web_return.open(" ".join(self.words))

    def _asking(self) -> str:
        return str(self.family.staff.desk(self.session("north"), self.reference).asking.id)

    def guardian_writes(self, body: str = GUARDIAN, lang: str = "en") -> str:
        page: str = self.site.post(f"{self.link}?lang={lang}", data={"body": body}).text
        if 'id="receipt"' in page:
            self.guardian = tuple(seen.receipt(page))
        return page

    def opened(self) -> "Kin":
        self.linked().guardian_writes()
        return self

    def guardian_visits(self) -> str:
        page: str = self.site.post("/return", data={"receipt": " ".join(self.guardian)}).text
        return page

    @property
    def beside(self) -> str:
        """The guardian's thread."""
        return next(one.reference for one in self.house.threads() if one.reference != self.reference)

    def mark_home(self, role: str = "north") -> str:
        path = f"/threads/{self.reference}"
        page = self.by(role).get(path).text
        number = re.search(rf'action="{path}/home".*?name="submission" value="([0-9a-f]+)"', page, re.DOTALL)
        assert number is not None
        return (
            self.by(role)
            .post(f"{path}/home", submission=number[1], unsafe="1", home_reason="They flinch")
            .text
        )

    def staff_answers(self, reference: str, body: str, role: str = "north") -> str:
        path = f"/threads/{reference}"
        page = self.by(role).get(path).text
        form = re.search(rf'<form method="post" action="{path}/reply".*?</form>', page, re.DOTALL)
        given = seen.hidden(form[0] if form else page)
        return (
            self.by(role)
            .post(f"{path}/reply", **{**given, "submission": secrets.token_hex(16), "body": body})
            .text
        )

    def _post(self, path: str, data: dict[str, str]) -> str:
        page: str = self.site.post(path, data=data).text
        return page


def address(page: str) -> str:
    """The path of a link on a page."""
    found = re.search(r"(/adult/[A-Za-z0-9_-]{43})", page)
    return found[1] if found else ""


@pytest.fixture
def kin(founded_house: Any) -> Kin:
    return Kin(founded_house).tell()
