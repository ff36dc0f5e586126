"""Settings: environment variables named QUIETLINE_…, read once at start, every error at once.

`quietline settings` lists them. Nothing else reads the environment.
"""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from notify.push_devices import HOSTS

LOOPBACK = ("127.0.0.1", "::1", "localhost")


class SettingsInvalid(Exception):
    """One line a wrong setting, each with its remedy; never the value of a secret."""


Port = Annotated[int, Field(ge=1, le=65535)]


class Settings(BaseSettings):
    """Frozen. Paths are made absolute; addresses have no trailing slash."""

    model_config = SettingsConfigDict(env_prefix="QUIETLINE_", frozen=True, extra="ignore")

    home: Path = Field(
        Path("var/quietline"), description="folder of the embedded databases and the trust directory"
    )
    listen: str = Field("127.0.0.1", description="address both sites listen on")
    public_port: Port = Field(8080, description="port of the students' site", validation_alias="PUBLIC_PORT")
    staff_port: Port = Field(8081, description="port of the staff site", validation_alias="STAFF_PORT")
    trusted_proxy: str | None = Field(
        None, description="address of the reverse proxy whose X-Forwarded-For is believed, e.g. 127.0.0.1"
    )
    public_url: str | None = Field(None, description="address students use; Twilio signs exactly this one")
    staff_url: str | None = Field(None, description="address staff use; pages link to it")
    database_url: SecretStr | None = Field(
        None, description="PostgreSQL address; empty: embedded SQLite in the home"
    )
    partner_database_url: SecretStr | None = Field(
        None,
        description="the same PostgreSQL for the partner's pages, with the role that `quietline partner-role` makes",
    )
    partner_socket: Path | None = Field(
        None,
        description="socket by which `quietline partner-serve` asks the service; set for both, its pages then leave the service",
    )
    partner_port: Port = Field(
        8082,
        description="port of the partners' pages where they have a process",
        validation_alias="PARTNER_PORT",
    )
    partner_url: str | None = Field(None, description="address partners use then; links to them name it")
    shred_url: SecretStr | None = Field(
        None, description="a PostgreSQL cluster of its own for shred keys; empty: SQLite"
    )
    limiter_url: SecretStr | None = Field(
        None, description="Valkey for limiter counters; empty: counted in the process"
    )
    trust: Path | None = Field(None, description="trust directory; empty: `trust` in the home")
    rules: Path | None = Field(
        None, description="folder of the district's own rule packs; empty: the shipped ones"
    )
    receipt_words: int = Field(6, ge=6, le=8, description="words of a receipt")
    receipt_pool: int = Field(512, ge=0, le=4096, description="receipts prepared ahead")
    tips_per_hour: int = Field(60, ge=1, description="from one address, before the held lane")
    returns_per_hour: int = Field(30, ge=1, description="from one address, before proof of work or a wait")
    files_per_hour: int = Field(
        30, ge=0, description="from one address; beyond it a file waits for the next hour"
    )
    file_parsers: int = Field(2, ge=1, le=16, description="files that are cleaned at the same time")
    file_room: int = Field(
        10, ge=0, le=90, description="percent of the disk that files leave free, so that words still fit"
    )
    audit_sample: int = Field(
        20, ge=0, description="of so many tips that page nobody, one is read by a lead as well; 0: none"
    )
    audit_weekly: int = Field(10, ge=0, description="at most so many of them a week")
    lock_minutes: int = Field(
        5, ge=1, le=15, description="quiet minutes after which a staff session locks; its words stay"
    )
    threads: int = Field(
        11,
        ge=2,
        le=64,
        description="threads that answer requests, both sites together; staff have three of them",
    )
    smtp_url: SecretStr | None = Field(None, description="smtp://user:password@host:587 for alarms by e-mail")
    mail_from: str | None = Field(None, description="sender of those e-mails")
    push_hosts: str = Field(
        ",".join(sorted(HOSTS)),
        description="push services of browsers that may be called, with commas; the four that browsers name",
    )
    sms_per_second: float = Field(
        1.0, ge=0.1, le=1000, description="segments a second that one number may text: 1 for a long code"
    )
    calls_per_second: float = Field(1.0, ge=0.1, le=1000, description="calls a second from one number")
    twilio_redaction: bool = Field(
        default=False,
        description="the account has Message Redaction: Twilio is asked to keep no text and no number",
    )
    ping_url: SecretStr | None = Field(
        None,
        description="address of an outside monitor, asked each minute while all is well; https:// only",
    )
    minors_age: int | None = Field(
        None,
        ge=10,
        le=18,
        description="from which age a student may agree to a referral alone, by the rule of your state",
    )
    minors_law: str = Field("", max_length=200, description="where that rule stands, as staff are shown it")
    demo_speed: float = Field(
        1.0, gt=0, le=1000, description="seconds of waiting in paging that pass in one second (demo)"
    )

    @field_validator("home", "trust", "rules", "partner_socket")
    @classmethod
    def _absolute(cls, path: Path | None) -> Path | None:
        return path.expanduser().absolute() if path else None

    @field_validator("public_url", "staff_url", "partner_url")
    @classmethod
    def _address(cls, url: str | None) -> str | None:
        if url is None:
            return None
        parts = urlsplit(url)
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK
        if not parts.hostname or not (parts.scheme == "https" or plain):
            raise ValueError("must be an https:// address (http:// only on localhost)")
        return url.rstrip("/")

    @field_validator("ping_url")
    @classmethod
    def _outside(cls, url: SecretStr | None) -> SecretStr | None:
        if url is None:
            return None
        parts = urlsplit(url.get_secret_value())
        plain = parts.scheme == "http" and parts.hostname in LOOPBACK
        if not parts.hostname or not (parts.scheme == "https" or plain):
            raise ValueError("must be an https:// address (http:// only on localhost)")
        return url

    @property
    def push_services(self) -> frozenset[str]:
        return frozenset(one for one in self.push_hosts.replace(" ", "").lower().split(",") if one)

    @property
    def public_base(self) -> str:
        return self.public_url or f"http://localhost:{self.public_port}"

    @property
    def staff_base(self) -> str:
        return self.staff_url or f"http://localhost:{self.staff_port}"

    @property
    def partner_base(self) -> str:
        """Where partners come to: the students' site, unless their pages have a process of their own."""
        if self.partner_socket is None:
            return self.public_base
        return self.partner_url or f"http://localhost:{self.partner_port}"

    @property
    def trust_directory(self) -> Path:
        return self.trust or self.home / "trust"

    @property
    def main_database(self) -> str:
        return (
            self.database_url.get_secret_value()
            if self.database_url
            else f"sqlite:///{self.home / 'quietline.db'}"
        )

    @property
    def shred_database(self) -> str:
        return self.shred_url.get_secret_value() if self.shred_url else f"sqlite:///{self.home / 'shred.db'}"


class DemoSettings(Settings):
    """The same, with a folder of its own: the demo wipes it at each start."""

    home: Path = Field(Path("var/demo"), description="folder of the demo")
    sms_per_second: float = Field(
        20.0, ge=0.1, le=1000, description="segments a second in the demo's network"
    )
    calls_per_second: float = Field(20.0, ge=0.1, le=1000, description="calls a second in the demo's network")


def load_settings(kind: type[Settings] = Settings) -> Settings:
    """Read the environment. Raises SettingsInvalid naming every wrong variable and what it should be."""
    try:
        return kind()
    except ValidationError as error:
        lines = [
            f"{variable(str(e['loc'][0]))}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors()
        ]
    raise SettingsInvalid("\n".join(lines))


def variable(field: str) -> str:
    """The environment variable of a field."""
    return field if field.isupper() else f"QUIETLINE_{field.upper()}"
