"""E-mail by the district's own SMTP server. Neutral subjects and texts only: see `wording`."""

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage

from notify.ports import Busy, Delivery, Misconfigured, Refused, Sent, Unsure

_PERMANENT = 500


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """Satisfies `ports.Mailer`. `security`: "starttls", "tls" or "none" (only for a server on this machine)."""

    host: str
    port: int
    sender: str
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "starttls"
    timeout_s: float = 15

    def send_mail(self, *, to: str, subject: str, body: str, reference: str) -> Sent:
        """Hand one message over. Delivered means no more than that the server took it: Delivery.SENT."""
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self.sender, to, subject
        message["Message-ID"] = f"<{reference}@quietline.invalid>"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(body)
        try:
            server = self._connect()
        except smtplib.SMTPAuthenticationError as error:
            raise Misconfigured(error.smtp_code) from None
        except (OSError, smtplib.SMTPException):
            raise Busy from None
        try:
            server.send_message(message)
        except smtplib.SMTPRecipientsRefused:
            raise Refused from None
        except smtplib.SMTPResponseException as error:
            if error.smtp_code >= _PERMANENT:
                raise Refused(error.smtp_code) from None
            raise Busy(error.smtp_code, 60) from None
        except (OSError, smtplib.SMTPException):
            raise Unsure from None
        finally:
            _leave(server)
        return Sent(reference, Delivery.SENT)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        server: smtplib.SMTP
        if self.security == "tls":
            server = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=context)
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        try:
            if self.security == "starttls":
                server.starttls(context=context)
            if self.user:
                server.login(self.user, self.password)
        except (OSError, smtplib.SMTPException):
            server.close()
            raise
        return server


def _leave(server: smtplib.SMTP) -> None:
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()
