"""What the staff site is told at its start."""

from collections.abc import Callable
from dataclasses import dataclass, field

from reporting.guard.origin import LOOPBACK
from reporting.model.clock import Clock, system_clock

POLL_SECONDS = 1.5


@dataclass(frozen=True, slots=True)
class StaffSettings:
    """`form_key`: 32 bytes, from the RAM keys: signs the forms that stand before a session.

    `https`: false only for a demo on loopback; the cookie then drops `Secure` and its `__Host-` name.
    `hosts`: the names under which the site may be asked, lower case, without ports.
    `students_address`: that of the students' site, for links in answers; empty: none are offered.
    `client`: a short string for whoever asks, for the limit of sign-ins; never an address in clear.
    """

    form_key: bytes
    client: Callable[[], str]
    https: bool = True
    hosts: frozenset[str] = LOOPBACK
    students_address: str = ""
    limits_url: str = "memory://"
    sign_ins_a_minute: int = 30
    clock: Clock = field(default=system_clock)
    random: Callable[[int], bytes] = field(kw_only=True)
