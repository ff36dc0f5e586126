"""What takes texts, calls and e-mails away: Twilio by the district's account, SMTP by the settings. Or nothing yet."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from notify.account_facts import AccountReader
from notify.media import MediaStore
from notify.pacing import Rates
from notify.ports import Carrier, Channel, Mailer, MessageLog, Misconfigured, Pusher, Sent
from notify.smtp import SmtpMailer
from notify.twilio import TwilioCarrier
from notify.twilio_account import TwilioAccountReader
from notify.twilio_log import TwilioLog
from notify.twilio_media import TwilioMedia
from notify.web_push import Forget, WebPusher
from reporting.people.providers import Hotline, TwilioAccount
from reporting.settings import Settings

_SMTP_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Wires:
    """`tokens` validate the carrier's webhooks; `hotline` are our numbers; `rates`: how fast each of them may send; `log`: what
    the carrier keeps of messages, to be deleted there.

    `account` reads the carrier's own settings; without it nothing can be checked.
    """

    carrier: Carrier
    mailer: Mailer | None
    tokens: tuple[str, ...]
    hotline: Hotline | None
    rates: Rates | None = None
    log: MessageLog | None = None
    account: AccountReader | None = None
    media: MediaStore | None = None  # what came with texts, until it is kept here
    pusher: Pusher | None = None  # in place of the push services that browsers name: the tests' own

    @property
    def channels(self) -> frozenset[Channel]:
        """By what people can be reached at all: no e-mail without a mail server."""
        return frozenset(Channel) if self.mailer else frozenset(Channel) - {Channel.EMAIL}


class NoCarrier:
    """No account yet: every text is refused as a matter of configuration, which raises an alarm and loses nothing."""

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent:  # noqa: ARG002 -- the port's names
        raise Misconfigured

    def place_call(self, *, to: str, sender: str, reference: str, ring_s: int) -> Sent:  # noqa: ARG002 -- the port's names
        raise Misconfigured

    def end_call(self, sid: str) -> None:  # noqa: ARG002 -- the port's names
        raise Misconfigured

    def fetch_status(self, sid: str) -> Sent:  # noqa: ARG002 -- the port's names
        raise Misconfigured

    def find_text(
        self,
        *,
        to: str,  # noqa: ARG002 -- the port's names
        sender: str,  # noqa: ARG002
        body: str,  # noqa: ARG002
        since: datetime,  # noqa: ARG002
        known: Collection[str] = (),  # noqa: ARG002
    ) -> Sent | None:
        raise Misconfigured


def wires(settings: Settings, account: TwilioAccount | None, hotline: Hotline | None) -> Wires:
    if account is None:
        return Wires(NoCarrier(), smtp_mailer(settings), (), hotline)
    carrier = TwilioCarrier(
        account=account.account_sid,
        user=account.key_sid or account.account_sid,
        secret=account.key_secret or _first(account.auth_tokens),
        public_url=settings.public_base,
        services=services(account, hotline),
        redacts=settings.twilio_redaction,
    )
    return Wires(
        carrier,
        smtp_mailer(settings),
        account.auth_tokens,
        hotline,
        rates(settings),
        TwilioLog(carrier),
        None if hotline is None else reader_of(account, hotline),
        TwilioMedia(carrier),
    )


def services(account: TwilioAccount, hotline: Hotline | None) -> Mapping[str, str]:
    """The Messaging Service of each number, where it has one: opt-outs count for a service."""
    if hotline is None:
        return {}
    pairs = ((hotline.students, account.students_service), (hotline.staff, account.staff_service))
    return {number: service for number, service in pairs if service}


def reader_of(account: TwilioAccount, hotline: Hotline) -> AccountReader:
    return TwilioAccountReader(
        account=account.account_sid,
        user=account.key_sid or account.account_sid,
        secret=account.key_secret or _first(account.auth_tokens),
        numbers=(hotline.students, hotline.staff),
    )


def rates(settings: Settings) -> Rates:
    return Rates(settings.sms_per_second, settings.calls_per_second)


def web_pusher(settings: Settings, key: Callable[[], str | None], forget: Forget) -> WebPusher:
    """A push service wants to know whom to write to when we do something wrong (RFC 8292, section 2.1)."""
    if settings.mail_from:
        contact = f"mailto:{settings.mail_from}"
    else:
        contact = settings.staff_base if settings.staff_base.startswith("https:") else "mailto:root@localhost"
    return WebPusher(key=key, contact=contact, forget=forget)


def smtp_mailer(settings: Settings) -> SmtpMailer | None:
    """From `QUIETLINE_SMTP_URL`; None without one."""
    if settings.smtp_url is None or settings.mail_from is None:
        return None
    parts = urlsplit(settings.smtp_url.get_secret_value())
    return SmtpMailer(
        host=parts.hostname or "localhost",
        port=parts.port or _SMTP_PORTS.get(parts.scheme, 25),
        sender=settings.mail_from,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security="tls" if parts.scheme == "smtps" else "starttls",
    )


def _first(tokens: Iterable[str]) -> str:
    return next(iter(tokens), "")
