"""What takes texts, calls and e-mails away: Twilio by the district's account, SMTP by the settings. Or nothing yet."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from notify.ports import Carrier, Mailer, Misconfigured, Sent
from notify.smtp import SmtpMailer
from notify.twilio import TwilioCarrier
from reporting.people.providers import Hotline, TwilioAccount
from reporting.settings import Settings

_SMTP_PORTS: Mapping[str, int] = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class Wires:
    """`tokens` validate the carrier's webhooks; `hotline` are our numbers."""

    carrier: Carrier
    mailer: Mailer | None
    tokens: tuple[str, ...]
    hotline: Hotline | None


class NoCarrier:
    """No account yet: every text is refused as a matter of configuration, which raises an alarm and loses nothing."""

    def send_text(self, *, to: str, sender: str, body: str, reference: str, validity_s: int) -> Sent:  # noqa: ARG002 -- the port's names
        raise Misconfigured

    def place_call(self, *, to: str, sender: str, reference: str, ring_s: int) -> Sent:  # noqa: ARG002 -- the port's names
        raise Misconfigured

    def fetch_status(self, sid: str) -> Sent:  # noqa: ARG002 -- the port's names
        raise Misconfigured

    def find_text(self, *, to: str, sender: str, body: str, since: datetime) -> Sent | None:  # noqa: ARG002 -- the port's names
        raise Misconfigured


def wires(settings: Settings, account: TwilioAccount | None, hotline: Hotline | None) -> Wires:
    if account is None:
        return Wires(NoCarrier(), smtp_mailer(settings), (), hotline)
    carrier = TwilioCarrier(
        account=account.account_sid,
        user=account.key_sid or account.account_sid,
        secret=account.key_secret or _first(account.auth_tokens),
        public_url=settings.public_base,
    )
    return Wires(carrier, smtp_mailer(settings), account.auth_tokens, hotline)


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
