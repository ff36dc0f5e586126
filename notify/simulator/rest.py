"""Twilio's REST API as far as the product uses it: what is refused, with which code, and what is taken."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from notify.simulator import resources
from notify.simulator.account import Account
from notify.simulator.behaviour import Fault
from notify.simulator.resources import Json

MAGIC = {
    "+15005550001": (21211, "The 'To' number is not a valid phone number."),
    "+15005550002": (21612, "The 'To' phone number is not currently reachable."),
    "+15005550003": (21408, "Permission to send an SMS has not been enabled for the region."),
    "+15005550004": (21610, "Attempt to send to unsubscribed recipient."),
    "+15005550009": (21614, "'To' number is not a valid mobile number."),
}
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_PATH = re.compile(
    r"/2010-04-01/Accounts/(AC[0-9a-fA-F]{32})/(Messages|Calls)(?:/([A-Z]{2}[0-9a-f]{32}))?\.json"
)
_LONGEST = 1600
_ENDED = frozenset(
    {"delivered", "undelivered", "failed", "canceled", "received", "completed", "busy", "no-answer"}
)


@dataclass(frozen=True, slots=True)
class Reply:
    """`cut`: the connection breaks instead. `wait_s`: the answer comes that late."""

    status: int
    json: Json | None = None
    headers: tuple[tuple[str, str], ...] = ()
    cut: bool = False
    wait_s: float = 0.0


def refuse(status: int, code: int, text: str) -> Reply:
    return Reply(status, resources.error(status, code, text))


_NOT_FOUND = refuse(404, 20404, "The requested resource was not found.")
_UNAUTHORIZED = refuse(401, 20003, "Authenticate")
# Requests to create that never get as far as the account.
_FAILED = {
    Fault.TOO_MANY: Reply(
        429, resources.error(429, 20429, "Too Many Requests"), headers=(("Retry-After", "1"),)
    ),
    Fault.SERVER_ERROR: refuse(500, 20500, "Internal server error"),
    Fault.LOST_REQUEST: Reply(0, cut=True),
    Fault.UNAUTHORIZED: _UNAUTHORIZED,
}


def answer(account: Account, method: str, path: str, fields: Mapping[str, str], *, authorized: bool) -> Reply:
    """One request. `fields` are the query's or the form's."""
    match = _PATH.fullmatch(path)
    if match is None or match[1] != account.sid:
        return _NOT_FOUND
    if not authorized:
        return _UNAUTHORIZED
    if match[3] is not None:
        return _one(account, method, match[2], match[3], fields)
    if method == "POST":
        return _create(account, match[2], fields)
    return _list(account, fields) if match[2] == "Messages" else refuse(405, 20004, "Method not allowed")


def _one(account: Account, method: str, kind: str, sid: str, fields: Mapping[str, str]) -> Reply:
    record = account.records.get(sid)
    if record is None or (record.kind == "voice") != (kind == "Calls"):
        return _NOT_FOUND
    if method == "POST":
        return _update(account, sid, kind, fields)
    if method == "DELETE":
        if record.status not in _ENDED:
            return refuse(400, 20009, "The resource is not finished yet.")
        account.records.remove(sid)
        return Reply(204)
    shown = resources.call if kind == "Calls" else resources.message
    return Reply(200, shown(account.sid, record))


def _create(account: Account, kind: str, fields: Mapping[str, str]) -> Reply:
    fault = account.behaviour.take()
    if fault in _FAILED:
        return _FAILED[fault]
    wrong = next((each for each in _checks(account, kind, fields) if each is not None), None)
    if wrong is not None:
        return wrong
    if kind == "Calls":
        json = resources.call(account.sid, account.place_call(fields))
    else:
        json = resources.message(account.sid, account.take_text(fields))
    wait_s = account.behaviour.slow_s if fault is Fault.SLOW else 0.0
    return Reply(201, json, cut=fault is Fault.LOST_REPLY, wait_s=wait_s)


def _checks(account: Account, kind: str, fields: Mapping[str, str]) -> Iterator[Reply | None]:
    """Twilio's refusals in the order in which it looks; None where all is well."""
    to, sender, body = fields.get("To", ""), fields.get("From", ""), fields.get("Body", "")
    yield None if to else refuse(400, 21604, "A 'To' phone number is required.")
    yield None if _E164.fullmatch(to) else refuse(400, 21211, "The 'To' number is not a valid phone number.")
    if sender not in account.numbers:
        yield refuse(400, 21606, "The 'From' number is not a message-capable number of this account.")
    if kind == "Calls":
        yield None if fields.get("Url") else refuse(400, 21205, "Url parameter is required.")
        return
    yield refuse(400, *MAGIC[to]) if to in MAGIC else None
    if account.records.opted_out(sender, to):
        yield refuse(400, 21610, "Attempt to send to unsubscribed recipient.")
    yield None if body or fields.get("MediaUrl") else refuse(400, 21602, "Message body is required.")
    if len(body) > _LONGEST:
        yield refuse(400, 21617, "The concatenated message body exceeds the 1600 character limit.")


def _list(account: Account, fields: Mapping[str, str]) -> Reply:
    found = [
        each
        for each in reversed(account.records.all())
        if each.kind in {"sms", "mms"}
        and fields.get("To", each.to) == each.to
        and fields.get("From", each.sender) == each.sender
    ]
    size = int(fields.get("PageSize", "50"))
    return Reply(200, resources.messages_page(account.sid, found, size))


def _update(account: Account, sid: str, kind: str, fields: Mapping[str, str]) -> Reply:
    if kind == "Calls":
        record = account.hang_up(sid)
        return Reply(200, resources.call(account.sid, record)) if record else refuse(404, 20404, "Not found")
    if fields.get("Body") == "":
        redacted = account.records.change(sid, body="")
        if redacted is not None:
            return Reply(200, resources.message(account.sid, redacted))
    return refuse(400, 20001, "Only an empty Body may be written.")
