"""What a carrier's account says of itself, as far as texting depends on it. Frozen facts, and who reads them. Pure."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})


class Part(StrEnum):
    """What is read one by one, because a restricted key may see some and not others."""

    ACCOUNT = "account"
    BALANCE = "balance"
    NUMBERS = "numbers"
    SERVICES = "services"
    REGISTRATIONS = "registrations"
    PERMISSIONS = "permissions"


class Help(StrEnum):
    """Who answered the word HELP, when it was last texted to the students' number."""

    UNTRIED = "untried"
    WAITING = "waiting"  # texted, no answer seen yet
    SILENT = "silent"  # texted long ago, and nothing came
    CARRIERS = "carriers"  # an answer without crisis numbers came
    UNREADABLE = "unreadable"  # an answer came, and the account keeps no texts
    OURS = "ours"  # only answers that name crisis numbers


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A number of the account. `application`: its texts go to an application instead of its address."""

    number: str
    sms_url: str = ""
    sms_method: str = "POST"
    sms_fallback_url: str = ""
    application: bool = False
    voice_url: str = ""
    texts: bool = True
    calls: bool = True
    verification: str | None = None

    @property
    def toll_free(self) -> bool:
        return is_toll_free(self.number)


@dataclass(frozen=True, slots=True)
class ServiceFacts:
    """A Messaging Service. `campaign`: the best state among its A2P registrations, None where there is none."""

    sid: str
    name: str
    numbers: frozenset[str]
    inbound_url: str = ""
    inbound_method: str = "POST"
    fallback_url: str = ""
    on_number: bool = True  # the number's own address counts, not the service's
    status_callback: str = ""
    sticky_sender: bool = False
    long_code_fallback: bool = False
    campaign: str | None = None


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """`unreadable` parts are left empty. Without `credentials` nothing could be read at all."""

    credentials: bool
    status: str = ""
    kind: str = ""
    balance: Decimal | None = None
    currency: str = "USD"
    numbers: tuple[NumberFacts, ...] = ()
    services: tuple[ServiceFacts, ...] = ()
    us_calls: bool | None = None
    help: Help = Help.UNTRIED
    unreadable: frozenset[Part] = frozenset()

    def number(self, number: str) -> NumberFacts | None:
        return next((one for one in self.numbers if one.number == number), None)

    def service_of(self, number: str) -> ServiceFacts | None:
        return next((one for one in self.services if number in one.numbers), None)


class AccountReader(Protocol):
    """Reads an account. Every method raises Busy or Unsure where the carrier does not answer."""

    @property
    def account(self) -> str:
        """The account's own id."""
        ...

    def read(self) -> AccountFacts: ...

    def ask_help(self, *, sender: str, to: str) -> None:
        """Text HELP from one of our numbers to the other. Raises CarrierError."""
        ...

    def answers(self, *, sender: str, to: str, since: datetime) -> tuple[str, ...]:
        """What `sender` texted to `to` from then on, oldest first; an empty text is one that is not kept."""
        ...


def is_toll_free(number: str) -> bool:
    return number.startswith("+1") and number[2:5] in TOLL_FREE
