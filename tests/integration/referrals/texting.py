"""A phone that texts the hotline, with a partner in the directory: what it gets, and what staff read of it."""

import html
import re
import secrets
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import select

from reporting.app.sites import public_site
from reporting.model.help.words import SharedField
from reporting.model.thread import Channel
from reporting.referrals.offer import Referral
from reporting.referrals.referral_desk import Proposal
from reporting.store import text_askings
from tests.integration.app.conftest import Browser, staff_app
from tests.integration.referrals.conftest import ABOUT, Referred, referred
from tests.integration.sms.conftest import Carrier

PHONE = "+12025550161"
SAD = "Nothing is fun any more and I lie awake most nights"
WHAT_FOR = "A first talk on a Tuesday"
NAME = "Canaryname"


@dataclass
class Texting:
    """A phone that wrote, and Harbor House in the directory. `got`: what came back to the last text."""

    harbor: Referred
    carrier: Carrier
    reference: str
    got: tuple[str, ...] = ()
    fields: tuple[SharedField, ...] = (SharedField.FIRST_NAME, SharedField.LANGUAGE, SharedField.ABOUT)
    sids: list[str] = field(default_factory=list)
    app: Any = None

    @property
    def house(self) -> Any:
        return self.harbor.house

    @property
    def staff(self) -> Any:
        return self.harbor.doors.staff

    def browse(self) -> Browser:
        """The counselor's, at the one staff site of this test."""
        self.app = self.app or staff_app(self.house.doors, self.house.house.foundation)
        return Browser(self.app, self.house.cookies["north"])

    def text(self, body: str, sid: str | None = None) -> tuple[str, ...]:
        name = sid or f"SM{secrets.token_hex(16)}"
        self.sids.append(name)
        form = {"MessageSid": name, "From": PHONE, "To": "+12025550100", "Body": body, "NumMedia": "0"}
        answer = self.carrier.post("/sms", form)
        assert answer.status_code == 200
        self.got = tuple(html.unescape(one) for one in re.findall(r"<Message>(.*?)</Message>", answer.text))
        return self.got

    def proposal(self, how: str = "text", purpose: str = WHAT_FOR) -> Proposal:
        said = Proposal(
            self.harbor.service.hex(), "May I ask them?", purpose, ABOUT, self.fields, (), how, ""
        )
        seen = self.staff.texts(self.harbor.counselor, self.reference, said).digest
        return replace(said, seen=seen)

    def propose(self, how: str = "text") -> str:
        """The offer's number. The first text leaves, and is what `got` holds."""
        number, before = secrets.token_bytes(16), len(self.house.carrier.texts)
        self.staff.propose(self.harbor.counselor, self.reference, number, self.proposal(how))
        self.house.work()
        ((to, body),) = self.house.carrier.texts[before:]
        assert to == PHONE
        self.got = (body,)
        return number.hex()

    @property
    def n(self) -> str:
        """The number of the question that came last."""
        return re.findall(r"\b(\d\d) (?:YES|NO)\b", self.got[-1])[0]

    @property
    def back(self) -> str:
        return re.findall(r"\b(\d\d) BACK\b", self.got[-1])[0]

    def answers(self, word: str) -> str:
        """To the question that came last; what is asked then."""
        self.text(f"{self.n} {word}")
        return self.got[-1]

    def agrees(self) -> str:
        """To a first name, and to nothing else. Which number takes it back."""
        self.answers("YES")
        back = self.back
        self.answers("YES")
        self.answers(f"YES {NAME}")
        self.answers("NO")
        self.answers("yes")
        return back

    def known(self) -> Referral:
        """As the counselor's page reads it."""
        (shown,) = self.staff.desk(self.harbor.counselor, self.reference).referrals
        found: Referral = shown.standing.referral
        return found

    def send(self, offer: str) -> Any:
        number = secrets.token_bytes(16)
        return self.staff.send(self.harbor.counselor, self.reference, number, offer, "counsel says so")

    def said(self) -> list[str]:
        """The student's own texts, as staff read them."""
        view = self.house.read("north", self.reference)
        return [one.text for one in view.messages if one.author == "reporter"]

    def rows(self) -> list[Any]:
        with self.house.house.ground.database.read() as conn:
            return list(conn.execute(select(text_askings.ASKING)).mappings())


def texting(house: Any) -> Texting:
    harbor = referred(house)
    carrier = Carrier(public_site(house.house), "token")
    found = Texting(harbor, carrier, "")
    found.text(SAD)
    house.work()
    (row,) = [one for one in house.threads() if one.channel is Channel.SMS]
    found.reference = row.reference
    house.read("north", row.reference)
    return found
