"""What the simulated REST API can answer to one request."""

from dataclasses import dataclass

from notify.simulator import resources
from notify.simulator.behaviour import Fault
from notify.simulator.resources import Json


@dataclass(frozen=True, slots=True)
class Reply:
    """`cut`: the connection breaks instead. `wait_s`: the answer comes that late. `raw`: a picture's bytes."""

    status: int
    json: Json | None = None
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    wait_s: float = 0.0
    raw: bytes | None = None


def refuse(status: int, code: int, text: str) -> Reply:
    return Reply(status, resources.error(status, code, text))


NOT_FOUND = refuse(404, 20404, "The requested resource was not found.")
NOT_ALLOWED = refuse(405, 20004, "Method not allowed.")
UNAUTHORIZED = refuse(401, 20003, "Authenticate")
WITHHELD = refuse(403, 70051, "Authorization error: this key lacks a permission.")
TOO_EARLY = refuse(400, 20009, "The resource is not finished yet.")
# Requests that never get as far as the account.
FAILED = {
    Fault.TOO_MANY: Reply(
        429, resources.error(429, 20429, "Too Many Requests"), headers=(("Retry-After", "1"),)
    ),
    Fault.SERVER_ERROR: refuse(500, 20500, "Internal server error"),
    Fault.LOST_REQUEST: Reply(0, cut=True),
    Fault.UNAUTHORIZED: UNAUTHORIZED,
}
