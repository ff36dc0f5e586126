"""What all made-up doors share: a clock, accounts, the house behind them."""

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from reporting.cases.staff_view import (
    Act,
)
from reporting.model.ids import MemberId
from reporting.people.two_step import TwoStepSecret

if TYPE_CHECKING:
    from tests.integration.staff.made_up_house import MadeUpHouse

NOON = datetime(2026, 3, 10, 17, 0, tzinfo=UTC)  # 12:00 in Chicago
ZONE = "America/Chicago"
PASSWORD = "correct horse battery"
ALL_ACTS = frozenset(Act)
SECRET = TwoStepSecret(
    b"x" * 20, "JBSWY3DPEHPK3PXP", "otpauth://totp/Quietline:ana?secret=JBSWY3DPEHPK3PXP&issuer=Quietline"
)
LOCK = timedelta(minutes=5)


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Account:
    name: str
    email: str
    totp: bool = False
    member: MemberId = field(default_factory=lambda: MemberId(secrets.token_bytes(16)))


class Part:
    def __init__(self, house: "MadeUpHouse") -> None:
        self.h = house

    def done(self, *act: Any) -> None:
        if self.h.refuse_next is not None:
            refusal, self.h.refuse_next = self.h.refuse_next, None
            raise refusal
        self.h.acts.append(act)
