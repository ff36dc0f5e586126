"""What somebody set in the simulated console: numbers and their webhooks, services, registrations, permissions."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

# A webhook answered with an error, or not at all, is asked again instead of losing the text.
TRY_AGAIN = "#rc=3&rp=ct,rt,5xx"
TOLL_FREE = frozenset({"800", "833", "844", "855", "866", "877", "888"})
VERIFIED = "VERIFIED"
APPROVED = "TWILIO_APPROVED"


@dataclass(slots=True)
class Line:
    """A number of the account. `verification`: a toll-free number's, None where none was filed."""

    number: str
    sid: str
    sms_url: str = ""
    sms_method: str = "POST"
    sms_fallback_url: str = ""
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback_url: str = ""
    status_callback: str = ""
    texts: bool = True
    calls: bool = True
    verification: str | None = None

    @property
    def toll_free(self) -> bool:
        return self.number.startswith("+1") and self.number[2:5] in TOLL_FREE


@dataclass(slots=True)
class Service:
    """A Messaging Service. `campaign`: what became of its A2P 10DLC registration, None where none was filed.

    `stop`, `start` and `help` are the answers of Advanced Opt-Out; None leaves Twilio's own.
    """

    sid: str
    name: str
    numbers: tuple[str, ...]
    inbound_request_url: str | None = None
    inbound_method: str = "POST"
    fallback_url: str | None = None
    status_callback: str | None = None
    use_inbound_webhook_on_number: bool = True
    sticky_sender: bool = False
    fallback_to_long_code: bool = False
    campaign: str | None = None
    stop: str | None = None
    start: str | None = None
    help: str | None = None


@dataclass(slots=True)
class Setup:
    """`withheld`: what the key may not read, by the names of `console.py`."""

    lines: dict[str, Line]
    services: list[Service] = field(default_factory=list)
    kind: str = "Full"
    status: str = "active"
    balance: str = "25.00"
    us_calls: bool = True
    withheld: frozenset[str] = frozenset()
    # Whether carriers ask for a registration, as they do in the United States.
    carriers_ask: bool = False

    def blocked(self, number: str) -> int:
        """The code with which carriers block what this number sends, 0 where it is registered."""
        line, service = self.lines.get(number), self.service_of(number)
        if line is None or not self.carriers_ask:
            return 0
        if line.toll_free:
            return 0 if line.verification == APPROVED else 30032
        return 0 if service is not None and service.campaign == VERIFIED else 30034

    def service_of(self, number: str) -> Service | None:
        return next((one for one in self.services if number in one.numbers), None)

    def service(self, sid: str) -> Service | None:
        return next((one for one in self.services if one.sid == sid), None)

    def inbound(self, number: str) -> tuple[str, str, str]:
        """Where a text to this number is posted: address, method, and the fallback's address."""
        line, service = self.lines[number], self.service_of(number)
        if service is not None and not service.use_inbound_webhook_on_number:
            return service.inbound_request_url or "", service.inbound_method, service.fallback_url or ""
        return line.sms_url, line.sms_method, line.sms_fallback_url


def bare(numbers: Collection[str], public_url: str) -> Setup:
    """Numbers that call us, and nothing else: no service, so STOP counts for each number."""
    return Setup({one: _line(place, one, public_url) for place, one in enumerate(_ordered(numbers))})


def registered(numbers: Collection[str], public_url: str, *, fallback_url: str, answers: str) -> Setup:
    """An account as docs/operations.md asks for: a registered service for each number, HELP in our own words."""
    setup = bare(numbers, public_url)
    setup.carriers_ask = True
    for place, line in enumerate(setup.lines.values()):
        line.sms_url = f"{public_url}/sms{TRY_AGAIN}"
        line.sms_fallback_url = line.voice_fallback_url = line.voice_url = fallback_url
        if line.toll_free:
            line.verification = APPROVED
        setup.services.append(
            Service(
                sid=f"MG{place:032x}",
                name=f"Service {place + 1}",
                numbers=(line.number,),
                campaign=None if line.toll_free else VERIFIED,
                help=answers,
            )
        )
    return setup


def _line(place: int, number: str, public_url: str) -> Line:
    return Line(number=number, sid=f"PN{place:032x}", sms_url=f"{public_url}/sms")


def _ordered(numbers: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(numbers))
