"""Calls of the REST API: placed, looked at, listed, ended by whoever placed them, deleted."""

from collections.abc import Iterator
from dataclasses import replace

from notify.simulator import calling, listing, resources
from notify.simulator.account import Account
from notify.simulator.behaviour import CALLS, Fault
from notify.simulator.fields import Fields
from notify.simulator.message_rest import E164
from notify.simulator.records import Record
from notify.simulator.replies import FAILED, NOT_FOUND, TOO_EARLY, Reply, refuse


def every(account: Account, method: str, _names: tuple[str, ...], fields: Fields) -> Reply:
    if method == "POST":
        return _create(account, fields)
    calls = [each for each in account.records.all() if each.kind == "voice"]
    found = listing.matching(calls, fields, when="StartTime")
    base = f"Accounts/{account.sid}/Calls.json"
    return Reply(200, listing.page("calls", base, found, fields, lambda each: _shown(account, each)))


def one(account: Account, method: str, names: tuple[str, ...], fields: Fields) -> Reply:
    record = account.records.get(names[0])
    if record is None or record.kind != "voice":
        return NOT_FOUND
    if method == "GET":
        return Reply(200, _shown(account, record))
    if method == "DELETE":
        if record.status not in calling.ENDED:
            return TOO_EARLY
        account.records.remove(record.sid)
        return Reply(204)
    return _ended(account, record.sid, fields.get("Status", ""))


def _ended(account: Account, sid: str, word: str) -> Reply:
    if word not in {"completed", "canceled"}:
        return refuse(400, 21218, "Only the end of a call may be written here.")
    ended = calling.end(account, sid, word)
    if ended is None:
        return refuse(400, 21220, "Call is not in-progress. Cannot redirect.")
    return Reply(200, _shown(account, ended))


def _shown(account: Account, record: Record) -> resources.Json:
    return resources.call(account.sid, record)


def _create(account: Account, fields: Fields) -> Reply:
    fault = account.behaviour.take(CALLS)
    if fault in FAILED:
        return FAILED[fault]
    wrong = next((each for each in _checks(account, fields) if each is not None), None)
    if wrong is not None:
        return wrong
    reply = Reply(201, _shown(account, calling.place(account, fields)))
    wait_s = account.behaviour.slow_s if fault is Fault.SLOW else 0.0
    return replace(reply, cut=fault is Fault.LOST_REPLY, wait_s=wait_s)


def _checks(account: Account, fields: Fields) -> Iterator[Reply | None]:
    to, line = fields.get("To", ""), account.setup.lines.get(fields.get("From", ""))
    yield None if to else refuse(400, 21201, "No 'To' number is specified.")
    yield None if E164.fullmatch(to) else refuse(400, 21211, "The 'To' number is not a valid phone number.")
    if line is None or not line.calls:
        yield refuse(400, 21210, "The 'From' number is not verified for calls of this account.")
    if not account.setup.us_calls:
        yield refuse(400, 21215, "Account not authorized to call this number: geo permissions.")
    yield None if fields.get("Url") else refuse(400, 21205, "Url parameter is required.")
